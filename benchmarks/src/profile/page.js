/** The script of a flame graph's page: draws what stands in its element "profile". */
import flamegraph from 'd3-flame-graph';
import { select } from 'd3-selection';

const root = JSON.parse(document.getElementById('profile')?.textContent ?? '{}');
const chart = flamegraph()
  .width(document.documentElement.clientWidth - 32)
  .cellHeight(18)
  .minFrameSize(1)
  .inverted(true)
  .setDetailsElement(document.getElementById('details'));
select('#chart').datum(root).call(chart);
