import { getMetadataStorage, type MetadataStorage } from 'class-validator';

type RulesOf = MetadataStorage['getTargetValidationMetadatas'];
type Grouping = MetadataStorage['groupByPropertyName'];

interface Rules {
  getTargetValidationMetadatas: RulesOf;
  groupByPropertyName: Grouping;
}

/**
 * Has class-validator remember the rules of each class, and by property. It gathers them anew for every object that it judges, by a look at
 * every class that has rules at all (class-validator 0.15.1), which costs a submitted job some 5 % of its CPU. A class has
 * all its rules once it is made, so that they never change. What is asked for with groups or a schema is left alone.
 */
export function rememberRules(storage: Rules): void {
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<RulesOf>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const isPlain = !schema && !always && !strictGroups && (groups === undefined || groups.length === 0);
    if (!isPlain) return gather(target, schema, always, strictGroups, groups);
    const rules = known.get(target) ?? gather(target, schema, always, strictGroups, groups);
    known.set(target, rules);
    return rules;
  };

  const group = storage.groupByPropertyName.bind(storage);
  const grouped = new WeakMap<object, ReturnType<Grouping>>();
  storage.groupByPropertyName = (rules) => {
    const groups = grouped.get(rules) ?? group(rules);
    grouped.set(rules, groups);
    return groups;
  };
}

rememberRules(getMetadataStorage());
