declare module "words:*" {
  const words: Record<string, string>;
  export default words;
}
declare module "*.css";
declare module "theme:variables";
