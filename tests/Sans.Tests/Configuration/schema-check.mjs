// Reads a JSON array of YAML texts from standard input; prints which of them a JSON Schema accepts, as a JSON array.
// Arguments: the schema, and the folder with the npm packages `ajv` and `yaml`.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[3] + '/');
const Ajv = require('ajv');
const yaml = require('yaml');

const validate = new (Ajv.default ?? Ajv)({ strict: false }).compile(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const texts = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map(text => {
  try {
    return validate(yaml.parse(text));
  } catch {
    return false;
  }
})));
