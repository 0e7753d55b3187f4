/** Styles are collected when the interface is bundled: see server/bundle.ts. */
declare module '*.css';
