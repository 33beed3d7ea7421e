import "./ahead";
import "./theme/mantine.css";
import "virtual:theme.css";
import "./theme/fonts.css";
import "./theme/page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { speak } from "./words/language";

const root = document.getElementById("root");
if (root) {
  await speak();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
