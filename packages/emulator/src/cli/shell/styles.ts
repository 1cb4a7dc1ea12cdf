import { styleText } from 'node:util';

/** Text as a terminal shows it; the text itself where there are no colours. */
export type Styles = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>>;

/** The styles of an output with colours, or of one without. */
export function stylesOf(color: boolean): Styles {
  const style = (format: keyof Styles) => (text: string) =>
    // Whether to colour was decided for the output, not for whatever process.stdout is.
    color ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}

/** Whether a stream takes colours: it is a terminal, and none of NO_COLOR, NODE_DISABLE_COLORS, FORCE_COLOR says otherwise. */
export function hasColors(stream: NodeJS.WriteStream): boolean {
  return styleText('bold', 'x', { stream }) !== 'x';
}
