// Every view of the console in a real browser, 390 px wide.
import { everyView } from './every-view.ts';

everyView(390);
