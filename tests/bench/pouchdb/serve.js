// A PouchDB store behind HTTP, filled from NDJSON: node serve.js FILE FOLDER; prints its port.
'use strict';

const express = require('express');
const expressPouchDb = require('express-pouchdb');
const fs = require('fs');
const path = require('path');
const PouchDB = require('pouchdb');

const BATCH = 1000;

async function main(file, folder) {
  const Store = PouchDB.defaults({ prefix: folder + path.sep });
  const source = new Store('source');
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  for (let at = 0; at < lines.length; at += BATCH) {
    await source.bulkDocs(lines.slice(at, at + BATCH).map((line) => JSON.parse(line)));
  }
  const app = express();
  const logPath = path.join(folder, 'log.txt');
  app.use('/', expressPouchDb(Store, { mode: 'minimumForPouchDB', logPath }));
  const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

main(process.argv[2], process.argv[3]);
