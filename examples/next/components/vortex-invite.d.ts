import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** The element that the emulator's component.js defines; the official component brings types of its own. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'vortex-invite': DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
        readonly token: string;
        readonly incoming?: '';
      };
    }
  }
}
