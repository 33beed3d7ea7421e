import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { themeSheet } from "./theme-sheet.ts";

export default defineConfig({
  plugins: [react(), themeSheet()],
  build: {
    // The policy allows no data: fonts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    // The house serves only browsers that know modulepreload.
    modulePreload: { polyfill: false },
  },
  server: {
    port: 8121,
    proxy: { "/api": "http://localhost:8000", "/auth": "http://localhost:8000" },
  },
});
