import { tokensInBrowser } from '@vortex/example-web/testing';
import { startStack } from '../dev/stack.ts';

tokensInBrowser({
  async start() {
    const { worker, close } = await startStack({ port: 0, emulatorPort: 0 });
    return { appUrl: worker.url, close };
  },
  async show(page) {
    const signIn = page.getByRole('button', { name: 'Sign in as Ada' });
    const component = page.locator('vortex-invite[token]');
    await signIn.or(component).first().waitFor({ state: 'attached' });
    if (await signIn.isVisible()) await signIn.click();
  },
});
