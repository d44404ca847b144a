package java

import "testing"

func TestDeclarations(t *testing.T) {
	checkTrees(t, syntaxCode, []treeTest{
		{"the package is a name", `package a.b;`,
			`(Other "package" (Member "b" (Name "a")))`},
		{"an import has its symbol", `import java.util.List; import java.io.*; import static a.B.c; import static a.B.*;`,
			`(Import "java.util" (ImportName "List")) (Import "java.io" (ImportName "*")) (Import "a.B" (ImportName "c")) (Import "a.B" (ImportName "*"))`},
		{"a class has modifiers, annotations, bases and a block", `@Entity(name = "x", v = {1, 2}) public abstract class C<T extends A & B> extends D<T> implements I, J { }`,
			`(Class "C" (Modifier "public") (Modifier "abstract") (Annotation "Entity" (Argument "name" (String "x")) (Argument "v" (List "[" (Number "1") (Number "2")))) (Base (Type "D<T>" (Type "T"))) (Base (Type "I")) (Base (Type "J")) (Block))`},
		{"sealed types", `sealed interface A permits B, C { } non-sealed class B implements A { }`,
			`(Class "A" (Modifier "sealed") (Modifier "interface") (Block)) (Class "B" (Modifier "non-sealed") (Base (Type "A")) (Block))`},
		{"kinds of types are modifiers", `interface A { void f(); default int g() { return 1; } } record R(int x, @N String y) { R { check(x); } } @interface Q { String value() default "a"; }`,
			`(Class "A" (Modifier "interface") (Block (Function "f" (Type "void")) (Function "g" (Modifier "default") (Type "int") (Block (Return (Number "1")))))) (Class "R" (Modifier "record") (Parameter "x" (Type "int")) (Parameter "y" (Annotation "N") (Type "String")) (Block (Function "R" (Block (Call (Name "check") (Name "x")))))) (Class "Q" (Modifier "@interface") (Block (Function "value" (Type "String") (Default (String "a")))))`},
		{"enum constants are variables", `enum E implements I { A(1) { int f() { return 1; } }, @X B; E(int i) { } }`,
			`(Class "E" (Modifier "enum") (Base (Type "I")) (Block (Variable "A" (Name "A") (New "E" (Type "E") (Number "1") (Class (Block (Function "f" (Type "int") (Block (Return (Number "1")))))))) (Variable "B" (Annotation "X") (Name "B")) (Function "E" (Parameter "i" (Type "int")) (Block))))`},
		{"each variable of a declaration is a node", `class C { private static final int X = 1, Y[] = {1, 2}; }`,
			`(Class "C" (Block (Variable "X" (Modifier "private") (Modifier "static") (Modifier "final") (Name "X") (Type "int") (Number "1")) (Variable "Y" (Modifier "private") (Modifier "static") (Modifier "final") (Name "Y") (Type "int[]") (List "[" (Number "1") (Number "2")))))`},
		{"annotations come before a field's name", `class C { @Inject private A a; }`,
			`(Class "C" (Block (Variable "a" (Modifier "private") (Annotation "Inject") (Name "a") (Type "A"))))`},
		{"initialisers", `class C { static { f(); } { g(); } }`,
			`(Class "C" (Block (Other "static" (Block (Call (Name "f")))) (Block (Call (Name "g")))))`},
		{"a constructor and a method", `class C { @Inject C(@A final int a, String... b) throws E { super(a); } @Override public <U> List<U> m(List<? extends U> xs) { return null; } int f()[] { return x; } }`,
			`(Class "C" (Block (Function "C" (Annotation "Inject") (Parameter "a" (Annotation "A") (Type "int")) (Parameter "b" (Type "String...")) (Block (Call (Name "super") (Name "a")))) (Function "m" (Modifier "public") (Annotation "Override") (Parameter "xs" (Type "List<?extendsU>" (Type "?extendsU"))) (Type "List<U>" (Type "U")) (Block (Return (Literal "null")))) (Function "f" (Type "int[]") (Block (Return (Name "x"))))))`},
		{"annotated types lose their annotations", `class C { @A List<@B String> f(int @C [] a) { return null; } }`,
			`(Class "C" (Block (Function "f" (Annotation "A") (Parameter "a" (Type "int[]")) (Type "List<String>" (Type "String")) (Block (Return (Literal "null"))))))`},
		{"a module's directives", `open module a.b { requires transitive c.d; exports e to f; }`,
			`(Other "module" (Member "b" (Name "a")) (Other "requires" (Name "transitive") (Member "d" (Name "c"))) (Other "exports" (Name "e") (Name "to") (Name "f")))`},
	})
}
