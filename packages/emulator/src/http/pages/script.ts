/**
 * What makes the pages live: it hears of changes, fetches the page again and carries the differences over, so that
 * focus, open rows and half-written fields stay as they are. Without it every link and form works as well.
 */
export const SCRIPT: string = `
'use strict';
document.documentElement.classList.add('live-page');
const live = document.querySelector('.live');
const announce = document.querySelector('#said');

function localTimes() {
  for (const time of document.querySelectorAll('time')) {
    const date = new Date(time.dateTime);
    const today = date.toDateString() === new Date().toDateString();
    time.textContent = today ? date.toLocaleTimeString() : date.toLocaleString();
  }
}

function sameKind(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
}

function carry(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name !== 'open' && name !== 'value' && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  carryChildren(from, to);
}

function carryChildren(from, to) {
  const byId = new Map([...from.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = from.firstChild;
  const wantedIds = new Set([...to.children].map((child) => child.id).filter(Boolean));
  const kept = (node) => node && node.dataset && 'keep' in node.dataset && !wantedIds.has(node.id);
  for (const wanted of [...to.childNodes]) {
    while (kept(at)) at = at.nextSibling;
    const known = wanted.id ? byId.get(wanted.id) : at && sameKind(at, wanted) && !at.id ? at : undefined;
    if (!known) {
      from.insertBefore(document.importNode(wanted, true), at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else from.insertBefore(known, at);
    carry(known, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    if (!kept(at)) at.remove();
    at = next;
  }
}

function show(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const selector of ['nav', 'main']) {
    const from = document.querySelector(selector);
    const to = page.querySelector(selector);
    if (from && to) carry(from, to);
  }
  localTimes();
}

let asked = false;
let busy = false;
async function refresh() {
  asked = true;
  if (busy) return;
  busy = true;
  try {
    while (asked) {
      asked = false;
      const answer = await fetch(location.href, { headers: { 'x-live': '1' } });
      if (answer.ok) show(await answer.text());
    }
  } catch {
    live.dataset.state = 'off';
  } finally {
    busy = false;
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.method !== 'post' || !form.dataset.live) return;
  event.preventDefault();
  const question = event.submitter && event.submitter.dataset.confirm;
  if (question && !confirm(question)) return;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (answer.ok) {
      form.reset();
      announce.textContent = form.dataset.live;
      if (answer.redirected) return refresh();
      // The answer shows what no later one will.
      show(await answer.text());
      document.querySelector('[data-keep]')?.focus();
    } else {
      show(await answer.text());
    }
  } catch {
    announce.textContent = 'The emulator did not answer.';
  }
});

document.addEventListener('click', async ({ target }) => {
  const text = target.dataset && target.dataset.copy;
  if (text === undefined) return;
  const copied = await navigator.clipboard.writeText(text).then(() => true, () => false);
  announce.textContent = target.textContent = copied ? 'Copied' : 'Copy it by hand';
});

const changes = new EventSource('/changes');
changes.onopen = () => { live.dataset.state = 'on'; live.textContent = 'Live'; refresh(); };
changes.onmessage = refresh;
changes.onerror = () => { live.dataset.state = 'off'; live.textContent = 'Not connected'; };
addEventListener('pagehide', () => changes.close());
localTimes();
`;
