export { readTerraform } from './read-terraform.ts';
