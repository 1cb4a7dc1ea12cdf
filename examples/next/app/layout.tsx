import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '@vortex/example-web/app.css';
import './app.css';

export const metadata: Metadata = { title: 'Lighthouse team' };
export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
