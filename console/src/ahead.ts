/** What the first screen will ask for is asked while the page is still being put together. */

import { listing, ME, queryClient } from "./api/queries";
import { askedBy } from "./screens/queue/use-asked";
import { isStaff } from "./screens/shell/me";

void queryClient.fetchQuery(ME).then(
  (me) => {
    if (location.pathname !== "/" || !isStaff(me)) return;
    const asked = askedBy(new URLSearchParams(location.search));
    void queryClient.prefetchInfiniteQuery(listing(asked));
  },
  // Whoever asks next, the doors, says what is wrong.
  () => undefined,
);
