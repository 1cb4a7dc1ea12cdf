import { tokensInBrowser } from '@vortex/example-web/testing';
import { startStack } from '../src/stack.ts';

tokensInBrowser({
  start: () => startStack({ port: 0, emulatorPort: 0, emulator: true, log: () => {} }),
  async show(page) {
    const signIn = page.getByRole('button', { name: 'Ada' });
    const token = page.getByRole('button', { name: 'Sign a token' });
    await signIn.or(token).waitFor();
    if (await signIn.isVisible()) await signIn.click();
    await token.click();
  },
});
