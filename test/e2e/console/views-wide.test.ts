// Every view of the console in a real browser, 1280 px wide.
import { everyView } from './every-view.ts';

everyView(1280);
