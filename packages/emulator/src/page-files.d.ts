/** What `build/page-files.ts` makes of them. */
declare module '*?text' {
  const text: string;
  export default text;
}

declare module '*?script' {
  const script: string;
  export default script;
}
