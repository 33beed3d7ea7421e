import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from "@mantine/core";
import type { Plugin } from "vite";
import { theme, variables } from "./src/theme/theme.ts";

const NAME = "virtual:theme.css";

/**
 * Writes Mantine's theme variables into a style sheet when the console is built.
 *
 * Mantine would otherwise put them into a <style> element at run time, which our
 * content-security policy (style-src 'self') refuses.
 */
export function themeSheet(): Plugin {
  return {
    name: "theme-sheet",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? sheet() : undefined),
  };
}

function sheet(): string {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const plain = defaultCssVariablesResolver(whole);
  const ours = variables(whole);
  return convertCssVariables({
    variables: { ...plain.variables, ...ours.variables },
    light: { ...plain.light, ...ours.light, "--mantine-color-scheme": "light" },
    dark: { ...plain.dark, ...ours.dark, "--mantine-color-scheme": "dark" },
  });
}
