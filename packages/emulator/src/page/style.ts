export const STYLE: string = '';
