import { queryClient } from "../../api/queries";

/** Ends the session at the desk, then shows the page in front, with nothing left in memory. */
export function useSignOut() {
  return async () => {
    // Whatever the answer, the next page asks who is signed in; a redirect is not followed.
    await fetch("/auth/out", {
      method: "POST",
      headers: { "X-Scandesk": "1" },
      credentials: "same-origin",
      redirect: "manual",
    }).catch(() => null);
    queryClient.clear();
    window.location.assign("/");
  };
}
