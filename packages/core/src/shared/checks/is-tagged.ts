/** `instanceof` for built-in classes of any realm. */
export function isTagged<Class>(value: unknown, tag: string): value is Class {
  return Object.prototype.toString.call(value) === `[object ${tag}]`;
}
