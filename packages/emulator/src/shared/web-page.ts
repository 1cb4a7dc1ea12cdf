/** Whether a response is a web page. No webhook endpoint answers with one. */
export function isWebPage(contentType: string, text: string): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType) || /^\s*<(!doctype html|html)\b/i.test(text);
}
