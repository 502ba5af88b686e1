/** What every page gets: server answers swapped in place, and small courtesies that all work without it too. */

import { requests } from "./site/requests.ts";
import { clocks } from "./site/clocks.ts";
import { confirmations } from "./site/confirm.ts";
import { copying } from "./site/copy.ts";
import { keys } from "./site/keys.ts";
import { margins } from "./site/margin.ts";
import { menus } from "./site/menus.ts";
import { preferences } from "./site/preferences.ts";
import { quoting } from "./site/quote.ts";
import { toasts } from "./site/toasts.ts";
import { undoing } from "./site/undo.ts";
import { uploads } from "./site/upload.ts";

confirmations(); // first: it decides whether the others get to see a click
requests();
toasts();
preferences();
menus();
keys();
undoing();
copying();
quoting();
clocks();
margins();
uploads();
document.documentElement.dataset.live = ""; // for the few things that only make sense with script
