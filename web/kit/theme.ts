import { createTheme, type MantineColorsTuple } from "@mantine/core";

// One accent, checked for contrast: shade 7 on white 6.0:1, shade 3 on the dark ground 9.1:1.
const accent: MantineColorsTuple = [
  "#e9f6f2", "#d2ebe3", "#a6d8c9", "#79c5af", "#52b398", "#37a284", "#268a6f", "#1c6b5a", "#165547", "#0f4036",
];

export const theme = createTheme({
  colors: { accent },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: "sm",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Liberation Mono", monospace',
  fontSizes: { xs: "12px", sm: "14px", md: "15px", lg: "18px", xl: "24px" },
  lineHeights: { xs: "16px", sm: "20px", md: "24px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  respectReducedMotion: true,
});
