// Sets light or dark before the first paint. A file of its own, because the
// content-security policy allows no script inside the page.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("scandesk-scheme");
  } catch {
    // Storage may be switched off; the system's preference is used then.
  }
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
