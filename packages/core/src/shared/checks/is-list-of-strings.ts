/** Whether a value is an array of strings without a hole: `every` of the array itself would skip those. */
export function isListOfStrings(value: unknown): value is string[] {
  return Array.isArray(value) && Array.from(value).every((one) => typeof one === 'string');
}
