export const SCRIPT: string = '';
