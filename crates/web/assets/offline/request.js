// The guided request as a file: works without any network, asks for codes only, says what is missing
// by the rules that the page was given, and hands out a file of codes. It must never take free text.
'use strict';
const given = JSON.parse(document.getElementById('given').textContent);
const form = document.getElementById('form');
let lang = given.lang;

/** @param {string} key */
const word = (key) => given.words[lang][key] ?? key;
/** @param {string} name @param {Record<string, string>} attributes */
const make = (name, attributes = {}) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** What is chosen now. */
const chosen = () => {
  const fields = {};
  for (const field of given.fields) {
    fields[field.name] = field.list ? form.elements[field.name].value : form.elements[field.name].value.trim();
  }
  const boxes = [...form.querySelectorAll('input[type="checkbox"]:checked')];
  return { fields, enclosed: boxes.map((box) => box.value) };
};

/** What is missing, in words. */
const gaps = () => {
  const { fields, enclosed } = chosen();
  const missing = given.needed.filter((name) => !fields[name]);
  if (fields.class === 'urgent' && !fields.urgency) missing.push('urgency');
  const lines = missing.map((name) => `${word('gap')} ${word(`field-${name}`)}`);
  if (fields.reference && !new RegExp(given.reference, 'u').test(fields.reference)) {
    lines.push(word('reference'));
  }
  if (fields.measure !== 'spontaneous_information') {
    for (const rule of given.rules) {
      const asked = rule.field === '' || rule.values.includes(fields[rule.field]);
      if (asked && !enclosed.includes(rule.enclosure)) {
        lines.push(`${word('lacks')} ${word(`choice-enclosed-${rule.enclosure}`)}`);
      }
    }
  }
  return lines;
};

const show = () => {
  const box = document.getElementById('gaps');
  const lines = gaps();
  box.replaceChildren();
  const head = make('h2');
  head.textContent = word(lines.length ? 'incomplete' : 'complete');
  box.append(head);
  const list = make('ul');
  for (const line of lines) {
    const item = make('li');
    item.textContent = line;
    list.append(item);
  }
  box.append(list);
  box.hidden = false;
  box.focus();
  return lines.length === 0;
};

const draw = () => {
  const kept = form.childElementCount ? chosen() : null;
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
  document.title = word('title');
  document.getElementById('title').textContent = word('title');
  document.getElementById('lead').textContent = word('lead');
  document.getElementById('other').textContent = word('other');
  document.getElementById('check').textContent = word('check');
  document.getElementById('save').textContent = word('save');
  form.replaceChildren();
  for (const field of given.fields) {
    const line = make('p', { class: 'field', id: `line-${field.name}` });
    form.append(line);
    const label = make('label', { for: `f-${field.name}` });
    label.textContent = word(`field-${field.name}`);
    line.append(label);
    if (!field.list) {
      const input = make('input', { id: `f-${field.name}`, name: field.name, type: 'text', dir: 'ltr', maxlength: '32', pattern: given.reference, placeholder: given.example });
      line.append(input);
      continue;
    }
    const select = make('select', { id: `f-${field.name}`, name: field.name });
    const none = make('option', { value: '' });
    none.textContent = word('choose');
    select.append(none);
    for (const value of field.list) {
      const option = make('option', { value });
      option.textContent = word(`choice-${field.name}-${value}`);
      select.append(option);
    }
    line.append(select);
  }
  const set = make('fieldset');
  const legend = make('legend');
  legend.textContent = word('field-enclosed');
  set.append(legend);
  for (const value of given.enclosures) {
    const line = make('p', { class: 'check' });
    const box = make('input', { type: 'checkbox', id: `e-${value}`, value });
    const label = make('label', { for: `e-${value}` });
    label.textContent = word(`choice-enclosed-${value}`);
    line.append(box, label);
    set.append(line);
  }
  form.append(set);
  if (kept) {
    for (const [name, value] of Object.entries(kept.fields)) form.elements[name].value = value;
    for (const value of kept.enclosed) document.getElementById(`e-${value}`).checked = true;
  }
  document.getElementById('gaps').hidden = true;
  urgent();
};

/** The reason for urgency is asked for an urgent request only. */
const urgent = () => {
  const is = form.elements.class.value === 'urgent';
  document.getElementById('line-urgency').hidden = !is;
  if (!is) form.elements.urgency.value = '';
};

document.getElementById('other').addEventListener('click', () => {
  lang = lang === 'ar' ? 'en' : 'ar';
  draw();
});
document.getElementById('check').addEventListener('click', show);
document.getElementById('save').addEventListener('click', () => {
  show();
  const { fields, enclosed } = chosen();
  const text = JSON.stringify({ format: given.format, fields, enclosed }, null, 1);
  const link = make('a', { download: `${fields.reference || 'request'}.json` });
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.click();
  URL.revokeObjectURL(link.href);
});
form.addEventListener('change', urgent);
form.addEventListener('submit', (event) => event.preventDefault());
draw();
