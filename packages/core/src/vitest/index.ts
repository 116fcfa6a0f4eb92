export { matchers } from "./register.js";
