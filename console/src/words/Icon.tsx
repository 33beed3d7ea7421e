const PATHS = {
  alert: "M12 4 3 20h18L12 4Zm0 6v5m0 2.500v.2",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  back: "M19 12H5m6-6-6 6 6 6",
  auto: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16m0-13a5 5 0 0 1 0 10",
  check: "m5 12.500 4.500 4.500L19 7.500",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4.500l3 2",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
  down: "M12 5v14m-5-5 5 5 5-5",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  fold: "m6 9.500 6 6 6-6",
  moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10Z",
  open: "M10 5H5v14h14v-5M13 5h6v6m0-6-9 9",
  person:
    "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500",
  plus: "M12 5v14M5 12h14",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13Zm5 11.500L20 20",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400",
  up: "M12 19V5m-5 5 5-5 5 5",
  upload: "M12 16V5m-5 5 5-5 5 5M5 19h14",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside words; it never stands for them, so screen readers skip it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.800"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
