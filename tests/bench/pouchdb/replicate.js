// One replication into a fresh store on disk: node replicate.js URL FOLDER BATCH; prints JSON.
'use strict';

const PouchDB = require('pouchdb');

async function main(url, folder, batch) {
  const target = new PouchDB(folder);
  const began = process.hrtime.bigint();
  const told = await PouchDB.replicate(url, target, { batch_size: batch });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  console.log(JSON.stringify({ documents: told.docs_written, seconds }));
  await target.close();
}

main(process.argv[2], process.argv[3], Number(process.argv[4]));
