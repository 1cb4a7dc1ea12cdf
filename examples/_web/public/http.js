/** An answer that was not a success; `code` is the stable name the server gave it. */
export class Refusal extends Error {
  constructor(status, { error, code } = {}) {
    super(error ?? `The server responded with ${status}.`);
    this.status = status;
    this.code = code;
  }
}

/** Asks this app's server for JSON. */
export async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { 'Content-Type': 'application/json' };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options).catch(() => {
    throw new Refusal(0, { error: 'The app does not respond. Is it still running in the terminal?' });
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

/** Makes an element: properties, then children (text or nodes). */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
