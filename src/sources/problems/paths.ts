export { describePath, type Path } from '../../model/values/paths.ts';
