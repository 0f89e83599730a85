import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHOICES = ['for', 'against', 'abstain'];
const ROLLS = ['roll', 'rollAtClosing'];
const OVER_SEVERAL = ['reduce', 'reduceRight', 'map', 'flatMap', 'forEach', 'from'];

/** A place that puts figures of several organisations together, or could. */
export interface Finding {
  /** The file, from the project's folder. */
  file: string;
  /** The function it is in. */
  within: string;
  what: 'adds up figures' | 'lists figures' | 'counts ballots' | 'gives one figure of several';
}

/**
 * Searches sources, by their types, for what could give a headcount across organisations: figures of votes or rolls added
 * up in a loop, a list of such figures, ballots counted whatever organisation they were given in, and exported functions
 * that make one figure of many. `extra` are further sources by name, searched as if they lay beside the rooms.
 */
export function searchHeadcounts(extra: Record<string, string> = {}): Finding[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  };
  const added = new Map(Object.entries(extra).map(([name, text]) => [path.join(ROOT, name), text]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => ROOT,
    fileExists: (name) => added.has(name) || disk.fileExists(name),
    readFile: (name) => added.get(name) ?? disk.readFile(name),
    getSourceFile: (name, ...rest) => {
      const text = added.get(name);
      if (text === undefined) return disk.getSourceFile(name, ...rest);
      return ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
    },
  };
  const own = [
    ...ts.sys.readDirectory(path.join(ROOT, 'src'), ['.ts']),
    ...ts.sys.readDirectory(path.join(ROOT, 'commands'), ['.ts']),
  ];
  const roots = own.filter((name) => !name.includes('local-discord') && !name.endsWith('.d.ts'));
  const program = ts.createProgram([...roots, ...added.keys()], options, host);
  const search = new Search(program.getTypeChecker());
  for (const name of [...roots, ...added.keys()]) {
    const source = program.getSourceFile(name);
    if (source === undefined) throw new Error(`There is no ${name}`);
    search.visit(source);
  }
  return search.findings;
}

class Search {
  readonly findings: Finding[] = [];
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  visit(node: ts.Node): void {
    if (this.#isSum(node) && isOverSeveral(node)) this.#note(node, 'adds up figures');
    if (ts.isCallExpression(node) && this.#listsFigures(node)) this.#note(node, 'lists figures');
    if (this.#countsBallots(node)) this.#note(node, 'counts ballots');
    if (ts.isFunctionDeclaration(node) && this.#givesOneOfSeveral(node))
      this.#note(node, 'gives one figure of several');
    ts.forEachChild(node, (child) => this.visit(child));
  }

  #note(node: ts.Node, what: Finding['what']): void {
    const file = path.relative(ROOT, node.getSourceFile().fileName).replaceAll('\\', '/');
    const finding = { file, within: nameAround(node), what };
    if (!this.findings.some((one) => JSON.stringify(one) === JSON.stringify(finding)))
      this.findings.push(finding);
  }

  /** `a + b` or `a += b` with a figure in it. */
  #isSum(node: ts.Node): boolean {
    if (!ts.isBinaryExpression(node)) return false;
    const { kind } = node.operatorToken;
    if (kind !== ts.SyntaxKind.PlusToken && kind !== ts.SyntaxKind.PlusEqualsToken) return false;
    // Texts are put together with the same sign.
    if (!this.#isNumber(this.#checker.getTypeAtLocation(node))) return false;
    return this.#isFigure(node.left) || this.#isFigure(node.right);
  }

  /** Whether an expression's value comes from how many voted, how, or could vote, in some organisation. */
  #isFigure(node: ts.Node, depth = 0): boolean {
    if (depth > 8) return false;
    if (ts.isPropertyAccessExpression(node)) {
      const from = this.#checker.getTypeAtLocation(node.expression);
      if (this.#holdsFigure(from, node.name.text)) return true;
    }
    if (ts.isElementAccessExpression(node) && this.#isTally(this.#checker.getTypeAtLocation(node.expression)))
      return true;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'turnout')
      return true;
    if (ts.isIdentifier(node) && this.#comesFromFigure(node, depth)) return true;
    return ts.forEachChild(node, (child) => this.#isFigure(child, depth + 1) || undefined) ?? false;
  }

  /** Follows a name to what it was given: an expression, or a part taken out of a tally or an organisation's entry. */
  #comesFromFigure(node: ts.Identifier, depth: number): boolean {
    const declared = this.#checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (declared === undefined || !this.#isNumber(this.#checker.getTypeAtLocation(node))) return false;
    if (ts.isBindingElement(declared)) {
      const part = declared.propertyName ?? declared.name;
      const whole = this.#checker.getTypeAtLocation(declared.parent);
      return ts.isIdentifier(part) && this.#holdsFigure(whole, part.text);
    }
    if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) return false;
    return declared.initializer !== node && this.#isFigure(declared.initializer, depth + 1);
  }

  #holdsFigure(type: ts.Type, name: string): boolean {
    if (ROLLS.includes(name)) return type.getNonNullableType().getProperty(name) !== undefined;
    return [...CHOICES, 'turnout'].includes(name) && this.#isTally(type);
  }

  #isTally(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((one) => CHOICES.every((choice) => this.#isNumber(this.#typeOf(one, choice))));
  }

  #typeOf(type: ts.Type, name: string): ts.Type | undefined {
    const property = type.getProperty(name);
    return property && this.#checker.getTypeOfSymbol(property);
  }

  #isNumber(type: ts.Type | undefined): boolean {
    if (type === undefined) return false;
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((one) => (one.flags & ts.TypeFlags.NumberLike) !== 0);
  }

  /** A call that makes a list of numbers out of figures: whoever has it needs no more than a sum. */
  #listsFigures(node: ts.CallExpression): boolean {
    if (!ts.isPropertyAccessExpression(node.expression) || !OVER_SEVERAL.includes(node.expression.name.text))
      return false;
    const type = this.#checker.getTypeAtLocation(node);
    const element = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    const callback = node.arguments.at(-1);
    if (callback === undefined || element === undefined || !this.#isNumber(element)) return false;
    return this.#isFigure(callback) || (ts.isIdentifier(callback) && callback.text === 'turnout');
  }

  /** How many ballots, names or choices there are, or what they come to. */
  #countsBallots(node: ts.Node): boolean {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'count')
      return this.#isTally(this.#checker.getTypeAtLocation(node));
    if (!ts.isPropertyAccessExpression(node) || !['length', 'size'].includes(node.name.text)) return false;
    const list = this.#checker.getTypeAtLocation(node.expression);
    const element =
      this.#checker.getIndexTypeOfType(list, ts.IndexKind.Number) ??
      this.#checker.getTypeArguments(list as ts.TypeReference).at(-1);
    return element !== undefined &&
      element.getProperty('choice') !== undefined &&
      this.#typeOf(element, 'entry') !== undefined
      ? true
      : element?.getProperty('choice') !== undefined && element.getProperty('userId') !== undefined;
  }

  /** An exported function from what holds several organisations to one number or one tally. */
  #givesOneOfSeveral(node: ts.FunctionDeclaration): boolean {
    const signature = this.#checker.getSignatureFromDeclaration(node);
    const isExported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (signature === undefined || !isExported) return false;
    const given = signature.getReturnType();
    const result = this.#checker.getAwaitedType(given) ?? given;
    if (!this.#isTally(result) && (result.flags & ts.TypeFlags.NumberLike) === 0) return false;
    const taken = signature.getParameters().map((one) => this.#checker.getTypeOfSymbol(one));
    // Whoever has to say which organisation gets the figure of that one.
    if (signature.getParameters().some(({ name }) => name === 'entry')) return false;
    return taken.some((type) => this.#isOfSeveral(type));
  }

  /** A proposal, a record, or a list of entries, conclusions, tallies or ballots. */
  #isOfSeveral(type: ts.Type): boolean {
    const element = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element !== undefined && (element.flags & ts.TypeFlags.Object) !== 0)
      return (
        this.#isTally(element) ||
        ['roll', 'rollAtClosing', 'choice', 'tally'].some((name) => element.getProperty(name) !== undefined)
      );
    return ['entries', 'outcome', 'organisations'].some((name) => type.getProperty(name) !== undefined);
  }
}

/** Whether something happens once for each of several. */
function isOverSeveral(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isIterationStatement(at, false)) return true;
    const isCallback =
      (ts.isArrowFunction(at) || ts.isFunctionExpression(at)) && ts.isCallExpression(at.parent);
    const call = isCallback ? (at.parent as ts.CallExpression).expression : undefined;
    if (call !== undefined && ts.isPropertyAccessExpression(call) && OVER_SEVERAL.includes(call.name.text))
      return true;
  }
  return false;
}

function nameAround(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name !== undefined)
      return at.name.getText();
    if (ts.isVariableDeclaration(at) && at.parent.parent.parent === at.getSourceFile())
      return at.name.getText();
  }
  return '';
}
