import { getMetadataStorage, IsInt, IsString, validateSync } from 'class-validator';
import { rememberRules } from './lean-validation.js';

class Parent {
  @IsString()
  name = 'a';
}

class Child extends Parent {
  @IsInt()
  count = 1;

  @IsInt({ groups: ['strict'] })
  age: unknown = 1;
}

describe('rememberRules', () => {
  it('gathers the rules of a class once, inherited ones with its own', () => {
    const asked: unknown[] = [];
    const real = getMetadataStorage();
    const storage = {
      getTargetValidationMetadatas: (...args: Parameters<typeof real.getTargetValidationMetadatas>) => {
        asked.push(args[0]);
        return real.getTargetValidationMetadatas(...args);
      },
      groupByPropertyName: real.groupByPropertyName.bind(real),
    };
    rememberRules(storage);

    const first = storage.getTargetValidationMetadatas(Child, '', false, false);
    const second = storage.getTargetValidationMetadatas(Child, '', false, false);

    expect(second).toBe(first);
    expect(storage.groupByPropertyName(second)).toBe(storage.groupByPropertyName(first));
    expect(Object.keys(storage.groupByPropertyName(first))).toEqual(['count', 'age', 'name']);
    expect(asked).toEqual([Child]);
    expect(first.map(({ propertyName }) => propertyName)).toEqual(['count', 'age', 'name']);
  });

  it('changes nothing of what class-validator finds wrong, with groups or without', () => {
    const faulty = Object.assign(new Child(), { name: 1, count: 'x', age: 'y' });
    const faults = (options?: object): string[] =>
      validateSync(faulty, options).map(({ property }) => property);

    for (let round = 0; round < 2; round++) {
      expect(faults()).toEqual(['count', 'age', 'name']);
      expect(faults({ groups: ['strict'] })).toEqual(['age']);
    }
  });
});
