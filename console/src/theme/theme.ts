import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
} from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e9f4f2",
  "#d2e8e5",
  "#a5d2ce",
  "#78bcb8",
  "#5aaaa6",
  "#3f9794",
  "#2a8180",
  "#156a6c",
  "#0d5458",
  "#083f44",
];
const brick: MantineColorsTuple = [
  "#fbeeea",
  "#f5dad3",
  "#ecb5a8",
  "#e2917f",
  "#d9735e",
  "#cc5842",
  "#b84330",
  "#9d3324",
  "#83281c",
  "#651d13",
];
const amber: MantineColorsTuple = [
  "#fcf4e1",
  "#f7e7c2",
  "#efd08a",
  "#e6b955",
  "#dda534",
  "#c68c1c",
  "#a67213",
  "#84590c",
  "#6b4708",
  "#503505",
];
/** A warm grey; the fifth stands out enough to show where a field is. */
const gray: MantineColorsTuple = [
  "#f8f6f0",
  "#f1eee5",
  "#e6e1d4",
  "#dad4c4",
  "#938c79",
  "#857f6e",
  "#746f60",
  "#5f5b4f",
  "#45423a",
  "#2b2924",
];
/** Shades of ink: the surfaces and words of the dark scheme. */
const dark: MantineColorsTuple = [
  "#dce5e4",
  "#b9c6c5",
  "#98a8a8",
  "#738585",
  "#3d4c4f",
  "#2d3a3d",
  "#202b2e",
  "#161e20",
  "#11181a",
  "#0b1011",
];

/** Ink and teal on paper; Source Serif for what is read, Source Sans for what is worked with. */
export const theme = createTheme({
  colors: { gray, teal, brick, red: brick, amber, yellow: amber, dark },
  primaryColor: "teal",
  primaryShade: { light: 8, dark: 7 },
  white: "#fffefa",
  black: "#1c282c",
  defaultRadius: "sm",
  cursorType: "pointer",
  fontFamily: '"Source Sans 3 Variable", "Source Sans 3", "Segoe UI", system-ui, sans-serif',
  fontSizes: { xs: "0.8125rem", sm: "0.9063rem", md: "0.9688rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: {
    fontFamily: '"Source Serif 4 Variable", "Source Serif 4", Georgia, serif',
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.25" },
      h2: { fontSize: "1.125rem", lineHeight: "1.35" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  components: {
    Button: { defaultProps: { size: "xs" } },
    Tooltip: {
      defaultProps: {
        withArrow: true,
        openDelay: 250,
        events: { hover: true, focus: true, touch: true },
      },
    },
    TextInput: { defaultProps: { size: "sm" } },
    Loader: { defaultProps: { type: "dots", size: "sm" } },
  },
});

/** What the two schemes look like, beyond Mantine's own variables. */
export const variables: CSSVariablesResolver = (_theme: MantineTheme) => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f6f3ea",
    "--mantine-color-text": "#1c282c",
    "--mantine-color-dimmed": "#566266",
    "--mantine-color-placeholder": "#667175",
    "--mantine-color-default-border": "#cfc8b6",
    "--mantine-color-error": "#9d3324",
    "--mantine-color-anchor": "#0d5458",
    "--mantine-color-teal-light-hover": "#dfecea",
    "--desk-surface": "#fffefa",
    "--desk-sunken": "#efeadd",
    "--desk-line": "#e0d9c8",
    "--desk-accent": "#0d5458",
    "--desk-accent-soft": "#dfecea",
    "--desk-mark": "#faeccb",
    "--desk-mark-ink": "#6b4708",
    "--desk-danger": "#9d3324",
    "--desk-danger-soft": "#f8e5df",
    "--desk-shadow": "0 1px 2px rgb(60 50 20 / 7%)",
  },
  dark: {
    "--mantine-color-body": "#11181a",
    "--mantine-color-text": "#dce5e4",
    "--mantine-color-dimmed": "#98a8a8",
    "--mantine-color-placeholder": "#8a9b9b",
    "--mantine-color-default": "#1d2729",
    "--mantine-color-default-hover": "#263336",
    "--mantine-color-default-border": "#3d4c4f",
    "--mantine-color-error": "#ec9c88",
    "--mantine-color-anchor": "#78bcb8",
    "--mantine-color-teal-light-hover": "#1d3435",
    "--mantine-color-teal-light-color": "#8fcbc7",
    "--desk-surface": "#182123",
    "--desk-sunken": "#141c1e",
    "--desk-line": "#2b373a",
    "--desk-accent": "#78bcb8",
    "--desk-accent-soft": "#1d3435",
    "--desk-mark": "#3b2f14",
    "--desk-mark-ink": "#efd08a",
    "--desk-danger": "#ec9c88",
    "--desk-danger-soft": "#3a211b",
    "--desk-shadow": "none",
  },
});
