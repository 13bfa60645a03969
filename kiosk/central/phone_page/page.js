(function () {
  'use strict';
  var LARGEST = 10 * 1024 * 1024, MOST_FILES = 3, PATIENCE = 20000, UPLOAD_PATIENCE = 300000;
  var LOST = '网络断了，没关系，填的都还在。请再点一次。';
  var UNKNOWN = '没办成，请再点一次，或者找工作人员。';
  var SHOP = /^shop\.([0-9a-f-]{36})\.([0-9A-Z-]{14})$/;
  var STATES = { waiting: '在等审核，通过后就上大屏。', shown: '正在大屏上显示。', refused: '没有通过审核，可以打驿站电话问原因。', closed: '已经关闭，大屏上不再显示。', over: '已经到期，大屏上不再显示。' };
  var ENDED = { no_ticket: 1, revoked: 1, expired: 1, used: 1, other_purpose: 1, activity_gone: 1 };
  var TITLES = { resume: '投简历', vacancy: '发招工', sign_up: '报名' };
  var RESUME = [
    ['wanted', '想做什么', '比如：保洁、帮厨', 60],
    ['experience', '做过什么', '做过的活，几句话就行', 500],
    ['hours', '什么时间能上班', '比如：上午、周末', 60],
    ['area', '住在哪一片', '比如：泉城路附近', 60]
  ];
  var VACANCY = [
    ['employer', '单位或店名', '', 60], ['title', '招什么岗位', '比如：帮厨', 60], ['kind', '工种', '', 'kinds'],
    ['head_count', '招几个人', '', 'number'], ['employment_type', '怎么用工', '', 'employment_types'],
    ['description', '做什么活', '', 500], ['requirements', '有什么要求', '没有就写“无”', 500], ['conditions', '待遇条件', '比如：管饭、上保险', 500],
    ['hours', '上班时间', '比如：9:00 到 17:00', 60], ['address', '上班地点', '写到街道和门牌', 60],
    ['pay_minimum', '最低给多少元', '', 'number'], ['pay_maximum', '最高给多少元', '一样多可以不填', 'number'], ['pay_unit', '按什么算', '', 'pay_units'],
    ['valid_through', '招到哪天', '最长 90 天', 'date'], ['contact_name', '找谁', '可以不填', 60], ['contact_phone', '招工电话', '会公开', 20],
    ['licence', '统一社会信用代码', '可以不填', 18]
  ];
  var ticket = location.hash.slice(1), session = null, busy = false, seen = 0;
  var state = null, uploads = [], panel = null;

  // What was typed outlives a reload; where a browser keeps nothing, it lives as long as the page.
  function key() { return 'jyj:' + ticket.slice(-40); }
  function recall() {
    try { return JSON.parse(sessionStorage.getItem(key())) || null; } catch (error) { return null; }
  }
  function keep() {
    try { sessionStorage.setItem(key(), JSON.stringify(state)); } catch (error) { return; }
  }
  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), text = '', at;
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    for (at = 0; at < 16; at += 1) {
      text += (at === 4 || at === 6 || at === 8 || at === 10 ? '-' : '') + (256 + bytes[at]).toString(16).slice(1);
    }
    return text;
  }

  // Small words for building what is shown: text is always set as text.
  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === 'text') { element.textContent = attributes.text; }
      else if (name.slice(0, 2) === 'on') { element.addEventListener(name.slice(2), attributes[name]); }
      else { element.setAttribute(name, attributes[name]); }
    });
    (children || []).forEach(function (child) { if (child) { element.appendChild(child); } });
    return element;
  }
  function paragraph(text, kind) { return make('p', { text: text, 'class': kind || '' }); }
  function action(text, main, then) {
    return make('button', { type: 'button', text: text, 'class': main ? 'main' : '', onclick: then });
  }
  function say(text) { document.getElementById('live').textContent = text; }
  function show(title, children) {
    var head = document.getElementById('title'), body = document.getElementById('body');
    head.textContent = title;
    document.title = title + ' · 就业角';
    body.textContent = '';
    children.forEach(function (child) { if (child) { body.appendChild(child); } });
    window.scrollTo(0, 0);
    if (seen) { head.focus(); }
    seen += 1;
  }
  function trouble(box, text) {
    box.textContent = '';
    if (text) { box.appendChild(paragraph(text, 'warn')); say(text); }
  }

  // Asking the platform: every answer is {status, body}; status 0 is no network.
  function ask(method, path, body, then, more) {
    var request = new XMLHttpRequest();
    request.open(method, path);
    request.timeout = more && more.patience || PATIENCE;
    if (ticket && path !== '/v1/phone/sessions') { request.setRequestHeader('Authorization', 'Ticket ' + ticket); }
    if (more && more.secret) { request.setRequestHeader('Authorization', 'Secret ' + more.secret); }
    if (more && more.sentAs) {
      request.setRequestHeader('Idempotency-Key', more.sentAs);
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = more.progress;
    }
    request.onloadend = function () {
      var told = null;
      try { told = JSON.parse(request.responseText); } catch (error) { told = null; }
      if (request.status && !told && request.status !== 204) { told = { code: '', detail: UNKNOWN }; }
      then(request.status, told || {});
    };
    request.send(body === null ? undefined : body);
    return request;
  }
  function sentence(status, told) { return status === 0 ? LOST : told.detail || UNKNOWN; }
  function ended(status, told) {
    if (status < 400 || !ENDED[told.code]) { return false; }
    if (told.code === 'used' && state.tries) { mine(told.detail); return true; }
    end(told.detail);
    return true;
  }
  function end(text) {
    state.closed = text;
    keep();
    go('closed');
  }
  // Used, perhaps by this very phone: whatever it sent without hearing an answer is sent again.
  function mine(text) {
    var at = state.tries.length;
    function next() {
      at -= 1;
      if (at < 0) { end(text); return; }
      ask('PUT', state.tries[at].path, state.tries[at].body, function (status, told) {
        if (status === 200 || status === 201) { received(told, state.tries[at]); }
        else if (status === 0 || status >= 500) {
          show('网络不太好', [paragraph(sentence(status, told), 'warn'), action('再试一次', true, function () { mine(text); })]);
        } else { next(); }
      });
    }
    show('请稍等…', []);
    next();
  }
  function received(told, sent) {
    state = { receipt: told, purpose: sent.purpose, id: sent.id, applied: sent.applied, older: sent.id !== state.id };
    uploads = [];
    keep();
    history.replaceState('done', '');
    done();
  }

  // Where a person is: the browser's back button goes through the same steps.
  function go(step) {
    if (step === history.state) { draw(step); return; }
    history.pushState(step, '');
    draw(step);
  }
  function draw(step) {
    if (state && state.receipt) { done(); return; }
    if (state && state.closed) { closed(state.closed); return; }
    ({ code: code, consent: consent, choose: choose, form: form, jobs: jobs, vacancy: vacancy, erase: erase, closed: closed }[step] || consent)();
  }
  window.addEventListener('popstate', function (event) { if (session || !ticket) { draw(event.state); } });

  function code() {
    var error = make('p', { id: 'code-error', 'class': 'error' });
    var input = make('input', {
      id: 'code', type: 'tel', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '9',
      'aria-describedby': 'code-error'
    });
    function send(event) {
      var digits = input.value.normalize('NFKC').replace(/\D/g, '');
      event.preventDefault();
      if (busy) { return; }
      busy = true;
      error.textContent = '';
      ask('POST', '/v1/phone/codes', JSON.stringify({ code: digits }), function (status, told) {
        busy = false;
        if (status === 200) {
          ticket = told.ticket;
          history.replaceState(null, '', '/p#' + ticket);
          open();
          return;
        }
        error.textContent = sentence(status, told);
        input.setAttribute('aria-invalid', 'true');
        input.focus();
      });
    }
    input.addEventListener('input', function () { fault(input, ''); });
    show('输入大屏上的号码', [
      make('form', { 'class': 'code', novalidate: '', onsubmit: send }, [
        make('label', { 'for': 'code', text: '二维码下面的 8 位数字' }), input, error,
        make('button', { text: '下一步', 'class': 'main' })
      ]),
      action('删除以前留下的材料', false, function () { go('erase'); })
    ]);
  }
  function erase() {
    var box = make('div');
    function typed(id, label, longest) {
      return [make('label', { 'for': id, text: label }), make('input', { id: id, type: 'text', maxlength: String(longest), autocomplete: 'off', autocapitalize: 'characters' })];
    }
    function said(id, groups) {
      var letters = document.getElementById(id).value.toUpperCase().replace(/[^0-9A-Z]/g, '');
      return (letters.match(/.{1,4}/g) || []).slice(0, groups).join('-');
    }
    var next = action('删除', true, function () {
      if (busy) { return; }
      busy = true;
      trouble(box, '');
      ask('POST', '/v1/phone/deletions', JSON.stringify({ reference: said('e-reference', 2), secret: said('e-secret', 3) }), function (status, told) {
        busy = false;
        if (status === 204) { show('已经删除', [paragraph('材料和投递都删掉了，平台上不再有。')]); say('已经删除'); return; }
        trouble(box, sentence(status, told));
      });
    });
    show('删除我留下的材料', [paragraph('编号和删除密码在“已收到”那一页上。')].concat(typed('e-reference', '编号', 12), typed('e-secret', '删除密码', 18), [box, next]));
  }

  function open(notice) {
    show('请稍等…', []);
    ask('POST', '/v1/phone/sessions', ticket, function (status, told) {
      if (status !== 200) { unopened(status, told, notice); return; }
      session = told;
      document.getElementById('site').textContent = told.site;
      if (!state) { state = { id: uuid(), fields: {}, jobs: [], agreed: false }; }
      uploads = told.files.map(function (file) { return { id: file.id, name: '第 1 个文件', kind: file.kind }; });
      uploads.forEach(function (file, at) { file.name = '第 ' + (at + 1) + ' 个文件'; });
      keep();
      history.replaceState(state.agreed ? first() : 'consent', '');
      draw(history.state);
      if (notice && panel) { trouble(panel.box, notice); }
    });
  }
  function unopened(status, told, notice) {
    if (state && ended(status, told)) { return; }
    if (status === 0 || status >= 500) {
      show('网络不太好', [paragraph(status ? told.detail || UNKNOWN : '请看看手机网络，再点一次。', 'warn'), action('再试一次', true, function () { open(notice); })]);
      return;
    }
    closed(told.detail);
  }
  function closed(text) { show('办不了了', [paragraph(text || UNKNOWN, 'warn')]); }
  function first() { return { resume: 'choose', vacancy: 'vacancy' }[session.purpose] || 'form'; }

  function about() {
    var thing = session.job || session.activity;
    if (!thing) { return null; }
    return make('div', { 'class': 'card job' }, [
      make('b', { text: thing.title }),
      make('span', { text: thing.employer || thing.when || '' }),
      thing.pay ? make('span', { 'class': 'pay', text: thing.pay }) : null,
      make('span', { 'class': 'soft', text: thing.address || '' })
    ]);
  }
  function consent() {
    show(TITLES[session.purpose], [
      about(),
      make('ul', { 'class': 'told' }, session.consent_sentences.map(function (text) { return make('li', { text: text }); })),
      action('我同意', true, function () { state.agreed = true; keep(); go(first()); })
    ]);
  }

  function choose() {
    var list = make('div'), box = make('div');
    function pick(id, title, hint, accept) {
      var input = make('input', { type: 'file', id: id, 'aria-label': title });
      if (accept) { input.setAttribute('accept', accept); }
      input.addEventListener('change', function () {
        var file = input.files[0];
        if (file) { upload(file); }
        input.value = '';
      });
      return make('div', { 'class': 'pick' }, [make('span', {}, [make('b', { text: title }), make('small', { text: hint })]), input]);
    }
    var next = action('下一步', true, function () {
      if (uploads.some(function (file) { return !file.id && !file.failed; })) { trouble(box, '文件还在传，请等一下。'); return; }
      if (uploads.some(function (file) { return file.failed; })) { trouble(box, '有文件没传上，请点“再传一次”，或者删掉它。'); return; }
      go('form');
    });
    var without = action('没有简历，填几项就行', false, function () { go('form'); });
    next.instead = without;
    panel = { list: list, box: box, next: next };
    listing();
    show('有现成的简历吗？', [
      about(), pick('photo', '拍照或选图片', '拍纸质简历也可以', 'image/*'),
      pick('file', '选文件', 'PDF 或 Word', ''), box, list, next, without
    ]);
  }
  // An upload may end after the step was left and come to again: only what is on show now is written to.
  function listing() {
    var list = panel.list, next = panel.next;
    list.textContent = '';
    next.hidden = uploads.length === 0;
    next.instead.hidden = uploads.length > 0;
    uploads.forEach(function (file) {
      var bar = file.id || file.failed ? null : make('progress', { max: '1', value: String(file.part || 0), 'aria-label': file.name });
      file.bar = bar;
      list.appendChild(make('div', { 'class': 'file' }, [
        make('span', { text: file.name + (file.id ? '（已传好）' : file.failed ? '（没传上）' : '') }),
        file.failed && file.content ? smallAction('再传一次', function () { send(file); }) : null,
        smallAction('删掉', function () { remove(file); }), bar
      ]));
    });
  }
  function smallAction(text, then) {
    var button = action(text, false, then);
    button.className = 'small';
    return button;
  }
  function upload(content) {
    trouble(panel.box, '');
    if (uploads.length >= MOST_FILES) { trouble(panel.box, '最多传 3 个文件，请先删掉一个。'); return; }
    if (content.size > LARGEST) { trouble(panel.box, '文件超过 10 MB，请换小一点的，或者直接拍照。'); return; }
    if (content.size === 0) { trouble(panel.box, '这个文件是空的，请重新选一个。'); return; }
    var file = { name: content.name || '照片', content: content, sentAs: uuid() };
    uploads.push(file);
    send(file);
  }
  function send(file) {
    file.failed = false;
    file.part = 0;
    listing();
    say('正在传 ' + file.name);
    file.request = ask('POST', '/v1/phone/files', file.content, function (status, told) {
      if (uploads.indexOf(file) < 0) { return; }
      if (status === 200 || status === 201) { file.id = told.id; file.content = null; say(file.name + ' 传好了'); }
      else if (ended(status, told)) { return; }
      else {
        file.failed = true;
        trouble(panel.box, status === 0 ? '网络断了，文件没传上。请点“再传一次”。' : sentence(status, told));
        if (status > 0 && status < 500 && told.code !== 'cut_off') { drop(file); }
      }
      listing();
    }, { sentAs: file.sentAs, patience: UPLOAD_PATIENCE, progress: function (event) {
      file.part = event.loaded / event.total;
      if (file.bar) { file.bar.value = file.part; }
    } });
  }
  function drop(file) { uploads = uploads.filter(function (other) { return other !== file; }); }
  function remove(file) {
    if (file.going) { return; }
    if (!file.id) {
      drop(file);
      if (file.request) { file.request.abort(); }
      listing();
      return;
    }
    file.going = true;
    ask('DELETE', '/v1/phone/files/' + file.id, null, function (status, told) {
      file.going = false;
      if (status === 204 || status === 404) { drop(file); trouble(panel.box, ''); }
      else if (ended(status, told)) { return; }
      else { trouble(panel.box, sentence(status, told)); }
      listing();
    });
  }

  function field(name, label, hint, longest, kind) {
    var long = longest > 100, id = 'f-' + name;
    var input = make(long ? 'textarea' : 'input', { id: id, name: name, maxlength: String(longest), 'aria-describedby': id + '-error' });
    if (!long) { input.setAttribute('type', kind || 'text'); }
    if (kind === 'tel') { input.setAttribute('autocomplete', 'tel-national'); input.setAttribute('inputmode', 'numeric'); }
    if (name === 'name') { input.setAttribute('autocomplete', 'name'); }
    input.value = state.fields[name] || '';
    input.addEventListener('input', function () {
      state.fields[name] = input.value;
      fresh();
      fault(input, '');
    });
    return make('div', {}, [
      make('label', { 'for': id }, [make('span', { text: label + ' ' }), hint ? make('em', { text: hint }) : null]),
      input, make('p', { id: id + '-error', 'class': 'error' })
    ]);
  }
  // A form that was changed is another submission than the one that may be on its way.
  function fresh() {
    if (state.sent) { state.id = uuid(); state.sent = false; }
    keep();
  }
  function fault(input, text) {
    document.getElementById(input.id + '-error').textContent = text;
    if (text) { input.setAttribute('aria-invalid', 'true'); } else { input.removeAttribute('aria-invalid'); }
  }
  function checked() {
    var wrong = [], name = document.getElementById('f-name'), phone = document.getElementById('f-phone');
    var wanted = document.getElementById('f-wanted');
    if (!name.value.trim()) { wrong.push([name, '请填姓名。']); }
    phone.value = state.fields.phone = phone.value.normalize('NFKC').replace(/[\s-]/g, '').replace(/^(\+?86)(?=1\d{10}$)/, '');
    if (!/^1[3-9]\d{9}$/.test(phone.value)) { wrong.push([phone, '请填 11 位手机号。']); }
    if (wanted && !files().length && !wanted.value.trim()) { wrong.push([wanted, '没传文件的话，请写想做什么。']); }
    wrong.forEach(function (pair) { fault(pair[0], pair[1]); });
    if (wrong.length) { wrong[0][0].focus(); say(wrong[0][1]); }
    return wrong.length === 0;
  }
  function files() { return uploads.filter(function (file) { return file.id; }).map(function (file) { return file.id; }); }
  function form() {
    var resume = session.purpose === 'resume', box = make('div');
    var more = resume ? RESUME.map(function (row) { return field(row[0], row[1], row[2], row[3]); }) : [];
    var last = !resume || session.watched || session.job;
    var next = action(last ? '发送' : '下一步，选岗位', true, function () {
      if (!checked()) { return; }
      if (last) { leave(box, next); } else { go('jobs'); }
    });
    var here = resume && session.watched && !session.job ? action('在手机上选岗位', false, function () { if (checked()) { go('jobs'); } }) : null;
    if (resume && files().length) { more = [make('details', {}, [make('summary', { text: '想再写几句（可以不写）' })].concat(more))]; }
    show(resume ? '怎么联系您？' : '留个联系方式', [
      about(), field('name', '姓名', '', 30), field('phone', '手机号', resume ? '单位会打这个电话' : '有变动会打这个电话', 20, 'tel')
    ].concat(more, [box, next, here]));
  }

  function jobs(notice) {
    var found = make('fieldset'), box = make('div'), input = make('input', { type: 'search', id: 'words', maxlength: '64' });
    var asked = 0, known = {};
    var next = action('', true, function () { leave(box, next); });
    function count() {
      next.textContent = state.jobs.length ? '发送，投给 ' + state.jobs.length + ' 个岗位' : '先不选，只发送简历';
    }
    function list(told) {
      found.textContent = '';
      found.appendChild(make('legend', { text: told.length ? '点一下就选上' : '没找到，换个词试试' }));
      told.forEach(function (job) {
        var tick = make('input', { type: 'checkbox' });
        known[job.id] = job;
        tick.checked = state.jobs.indexOf(job.id) >= 0;
        tick.addEventListener('change', function () {
          state.jobs = state.jobs.filter(function (id) { return id !== job.id; });
          if (tick.checked && state.jobs.length < 10) { state.jobs.push(job.id); } else if (tick.checked) { tick.checked = false; trouble(box, '一次最多投 10 个岗位。'); }
          fresh();
          count();
        });
        found.appendChild(make('label', { 'class': 'choice' }, [tick, make('span', {}, [
          make('b', { text: job.title }), make('small', { 'class': 'pay', text: job.pay }),
          make('small', { 'class': 'soft', text: [job.employer, job.address].filter(Boolean).join(' · ') })
        ])]));
      });
    }
    // Nothing can be sent by a second tap on the last step's button, before there is a choice.
    var again = action('再试一次', true, look);
    again.hidden = next.hidden = true;
    function look() {
      var mine = asked += 1;
      ask('GET', '/v1/phone/jobs?words=' + encodeURIComponent(input.value), null, function (status, told) {
        if (mine !== asked) { return; }
        if (ended(status, told)) { return; }
        trouble(box, status === 200 ? '' : sentence(status, told));
        if (status === 200) { list(told); }
        again.hidden = status === 200;
        next.hidden = false;
      });
    }
    input.addEventListener('input', function () { clearTimeout(input.waiting); input.waiting = setTimeout(look, 300); });
    count();
    if (notice) { say(notice); }
    show('想投哪些岗位？', [notice ? paragraph(notice, 'warn') : null, make('label', { 'for': 'words', text: '找岗位' }), input, found, box, again, next]);
    look();
  }

  function option(list, chosen) {
    return list.map(function (entry) {
      var element = make('option', { value: entry.value, text: entry.label });
      element.selected = entry.value === chosen;
      return element;
    });
  }
  function entry(row, offered, changed) {
    var name = row[0], kind = row[3], id = 'f-' + name, input;
    var plain = { name: name, id: id, 'aria-describedby': id + '-error' };
    if (offered[kind]) {
      if (!state.fields[name]) { state.fields[name] = name === 'kind' ? 'other' : offered[kind][0].value; }
      input = make('select', plain, option(offered[kind], state.fields[name]));
    } else {
      input = make(kind > 100 ? 'textarea' : 'input', plain);
      if (kind === 'number') { input.type = 'text'; input.inputMode = 'numeric'; input.maxLength = 8; }
      else if (kind === 'date') { input.type = 'date'; input.min = offered.first_day; input.max = offered.last_day; }
      else { input.maxLength = kind; if (kind <= 100) { input.type = name === 'contact_phone' ? 'tel' : 'text'; } }
      input.value = state.fields[name] || '';
    }
    input.addEventListener('input', function () { state.fields[name] = input.value; fault(input, ''); fresh(); changed(name); });
    return make('div', {}, [
      make('label', { 'for': id }, [make('span', { text: row[1] + ' ' }), row[2] ? make('em', { text: row[2] }) : null]),
      input, make('p', { id: id + '-error', 'class': 'error' })
    ]);
  }
  function number(text) {
    var digits = (text || '').normalize('NFKC').replace(/[^0-9]/g, '');
    return digits ? Math.min(Number(digits), 99999999) : null;
  }
  function written() {
    var body = { consent: session.consent };
    VACANCY.forEach(function (row) {
      var name = row[0], said = state.fields[name] || '';
      if (row[3] === 'number') { body[name] = number(said); }
      else if (row[3] === 'date') { body[name] = said || null; }
      else { body[name] = said.trim(); }
    });
    body.licence = body.licence.toUpperCase();
    return body;
  }
  function vacancy() {
    show('请稍等…', []);
    ask('GET', '/v1/phone/vacancy-choices', null, function (status, offered) {
      if (status === 200) { offer(offered); }
      else if (!ended(status, offered)) { show('网络不太好', [paragraph(sentence(status, offered), 'warn'), action('再试一次', true, vacancy)]); }
    });
  }
  function offer(offered) {
    var box = make('div'), touched = {}, asked = 0, waiting = 0, sending = false;
    // Whoever has sent it, or went back, is told nothing more about it.
    function left() { return !document.body.contains(box); }
    // What is not filled in yet is no mistake; what is, is looked at while it is typed.
    function remarks(all, then) {
      var mine = asked += 1;
      if (left()) { return; }
      ask('POST', '/v1/phone/vacancy-checks', JSON.stringify(written()), function (status, told) {
        var firstOne = null, refusing = false;
        if (mine !== asked || left()) { return; }
        if (status !== 200) { if (then) { then(status, told); } return; }
        VACANCY.forEach(function (row) { fault(document.getElementById('f-' + row[0]), ''); });
        told.forEach(function (remark) {
          var input = document.getElementById('f-' + remark.field);
          if (!input || !(all || touched[remark.field])) { return; }
          fault(input, remark.sentence);
          refusing = refusing || remark.refused;
          firstOne = firstOne || input;
        });
        if (then) { then(status, told, firstOne, refusing); }
      });
    }
    var next = action('发送，等审核', true, function () {
      if (sending) { return; }
      sending = true;
      clearTimeout(waiting);
      trouble(box, '');
      remarks(true, function (status, told, firstOne, refusing) {
        sending = false;
        if (status !== 200) { if (!ended(status, told)) { trouble(box, sentence(status, told)); } return; }
        if (firstOne && (refusing || !state.sure)) {
          trouble(box, refusing ? '有 ' + told.length + ' 处要改，看红字。' : '请看红字。确实没问题的话，再点一次发送。');
          firstOne.focus();
          state.sure = !refusing;
          keep();
          return;
        }
        leave(box, next);
      });
    });
    show('招人信息', VACANCY.map(function (row) {
      return entry(row, offered, function (name) {
        touched[name] = true;
        state.sure = false;
        clearTimeout(waiting);
        waiting = setTimeout(function () { if (!sending) { remarks(false); } }, 700);
      });
    }).concat([box, next]));
  }

  // The shop's own link: how the post stands, and to end it or let it stay.
  function shop(parts) {
    ticket = '';
    function call(method, what) {
      show('请稍等…', []);
      ask(method, '/v1/phone/posts/' + parts[1] + what, null, function (status, told) {
        if (status !== 200) {
          show('我的招工', [paragraph(sentence(status, told), 'warn'), status === 0 || status >= 500 ? action('再试一次', true, function () { call('GET', ''); }) : null]);
          return;
        }
        var open = told.state === 'waiting' || told.state === 'shown' || told.state === 'over';
        show('我的招工', [
          make('div', { 'class': 'card job' }, [make('b', { text: told.title }), make('span', { text: '招到 ' + told.valid_through })]),
          paragraph(STATES[told.state]),
          open && told.valid_through < told.last_day ? action('延长到 ' + told.last_day, true, function () { call('POST', '/extension'); }) : null,
          open ? action('招满了，关闭', false, function () { call('POST', '/closing'); }) : null
        ]);
      }, { secret: parts[2] });
    }
    call('GET', '');
  }

  function leave(box, button) {
    var resume = session.purpose === 'resume', shops = session.purpose === 'vacancy';
    var body = shops ? written() : { consent: session.consent };
    if (busy) { return; }
    busy = true;
    button.disabled = true;
    trouble(box, '');
    say('正在发送');
    (shops ? [] : ['name', 'phone']).concat(resume ? ['wanted', 'experience', 'hours', 'area'] : []).forEach(function (name) { body[name] = (state.fields[name] || '').trim(); });
    if (resume) { body.files = files(); body.jobs = session.job ? [] : state.jobs; }
    var sent = {
      id: state.id, path: '/v1/phone/' + (resume ? 'resumes/' : shops ? 'vacancies/' : 'sign-ups/') + state.id,
      body: JSON.stringify(body), purpose: session.purpose, applied: body.jobs && body.jobs.length + (session.job ? 1 : 0)
    };
    state.tries = (state.tries || []).filter(function (other) { return other.id !== sent.id; }).concat(sent);
    state.sent = true;
    keep();
    ask('PUT', sent.path, sent.body, function (status, told) {
      busy = false;
      button.disabled = false;
      if (status === 200 || status === 201) { received(told, sent); return; }
      if (ended(status, told)) { return; }
      refuse(told.code, sentence(status, told), box);
    });
  }
  function refuse(code, text, box) {
    var input = document.getElementById('f-' + code);
    if (code === 'nothing_said') { input = document.getElementById('f-wanted'); }
    if (code === 'lost_file') { open(text); return; }
    if (code === 'consent') { state.agreed = false; keep(); open(); return; }
    if (code === 'job_gone') {
      state.jobs = [];
      fresh();
      if (history.state !== 'jobs') { history.pushState('jobs', ''); }
      jobs(text);
      return;
    }
    if (input) { fault(input, text); input.focus(); say(text); return; }
    trouble(box, text);
  }

  function done() {
    var receipt = state.receipt, resume = state.purpose === 'resume';
    if (state.purpose === 'vacancy') { posted(receipt); return; }
    show('已收到', [
      paragraph(receipt.watched ? '可以放下手机，看大屏。' : resume ? state.applied ? '简历已经投出去了，请留意电话。' : '简历已经存好，工作人员会联系您。' : '报名好了，到时候直接来。'),
      state.older ? paragraph('收到的是改之前的那一份。', 'warn') : null,
      make('div', { 'class': 'card' }, [
        paragraph('编号', 'soft'), make('p', { 'class': 'number', text: receipt.reference }),
        paragraph('删除密码', 'soft'), make('p', { 'class': 'number', id: 'secret', text: receipt.secret }),
        paragraph('记下来或截个图。想问结果、想删除时要用。')
      ])
    ]);
    say('已收到，编号 ' + receipt.reference);
  }

  function posted(receipt) {
    var address = location.origin + '/p#shop.' + state.id + '.' + receipt.secret;
    show('已收到，等审核', [
      paragraph('审核通过后就上大屏，一般一个工作日以内。'),
      state.older ? paragraph('收到的是改之前的那一份。', 'warn') : null,
      make('div', { 'class': 'card' }, [paragraph('编号', 'soft'), make('p', { 'class': 'number', text: receipt.reference })]),
      make('h2', { text: '您自己的管理链接' }),
      paragraph('招满了点它关闭，没招满点它延长。请收藏或复制，不要给别人。'),
      make('p', { 'class': 'card' }, [make('a', { href: address, text: address, target: '_blank', rel: 'noopener' })]),
      navigator.clipboard ? action('复制链接', true, function () {
        navigator.clipboard.writeText(address).then(function () { say('链接复制好了'); }, function () { say('没复制上，请长按链接'); });
      }) : null
    ]);
    say('已收到，编号 ' + receipt.reference);
  }

  state = SHOP.test(ticket) ? null : recall();
  window.addEventListener('hashchange', function () { location.reload(); });
  if (state && state.receipt) { done(); }
  else if (state && state.closed) { closed(state.closed); }
  else if (SHOP.test(ticket)) { shop(SHOP.exec(ticket)); }
  else if (ticket) { open(); }
  else { history.replaceState('code', ''); code(); }
}());
