/**
 * What makes the pages live: it hears of changes, fetches the page again and carries the differences over, so that
 * focus, open rows and half-written fields stay as they are. Without it every link and form works as well.
 */
import { copyOnClick } from './copy.ts';
import { filterOnChange, submitInPlace } from './forms.ts';
import { localTimes } from './local-times.ts';
import { refresh } from './refresh.ts';
import { connection } from './status.ts';

document.documentElement.classList.add('live-page');
submitInPlace();
filterOnChange();
copyOnClick();
localTimes();

const changes = new EventSource('/changes');
changes.onopen = () => {
  connection(true);
  void refresh();
};
changes.onmessage = () => void refresh();
changes.onerror = () => connection(false);
addEventListener('pagehide', () => changes.close());
