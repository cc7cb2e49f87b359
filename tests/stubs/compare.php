<?php

declare(strict_types=1);

/*
 * Compares stubs/paygent.php with what the loaded extension really declares, both ways: classes,
 * parents, interfaces, constants, methods, parameters, defaults, types. The stubs are loaded under
 * another namespace, so that reflection describes both sides in the same words.
 *
 *     php -d extension=paygent.so tests/stubs/compare.php
 */

const STUB_PREFIX = 'StubOfPaygent';

$source = (string) file_get_contents(__DIR__ . '/../../stubs/paygent.php');
$renamed = preg_replace('/(?<=namespace |\\\\)Paygent\b/', STUB_PREFIX, $source);
eval(preg_replace('/^<\?php/', '', (string) $renamed));

$stubs = describeAll(array_filter(
    get_declared_classes(),
    static fn (string $class): bool => str_starts_with($class, STUB_PREFIX . '\\'),
));
$real = describeAll((new ReflectionExtension('paygent'))->getClassNames());

$differences = 0;
foreach (array_unique([...array_keys($stubs), ...array_keys($real)]) as $item) {
    $stub = $stubs[$item] ?? '(missing)';
    $extension = $real[$item] ?? '(missing)';
    if ($stub !== $extension) {
        $differences++;
        echo "$item\n    stub:      $stub\n    extension: $extension\n";
    }
}
$functions = (new ReflectionExtension('paygent'))->getFunctions();
foreach (array_keys($functions) as $function) {
    $differences++;
    echo "function $function is in no stub\n";
}
printf("%d items compared, %d differences\n", count($stubs), $differences);
exit($differences === 0 && count($stubs) > 0 ? 0 : 1);

/**
 * @param iterable<class-string> $classes
 *
 * @return array<string, string> description by item
 */
function describeAll(iterable $classes): array
{
    $items = [];
    foreach ($classes as $name) {
        $class = new ReflectionClass($name);
        $items[plain($name)] = describeClass($class);
        foreach ($class->getReflectionConstants() as $constant) {
            if ($constant->getDeclaringClass()->getName() === $class->getName()) {
                $items[plain($name) . '::' . $constant->getName()] = var_export($constant->getValue(), true);
            }
        }
        foreach ($class->getProperties(ReflectionProperty::IS_PUBLIC) as $property) {
            if ($property->getDeclaringClass()->getName() === $class->getName()) {
                $items[plain($name) . '::$' . $property->getName()] = implode(' ', Reflection::getModifierNames($property->getModifiers()));
            }
        }
        foreach ($class->getMethods() as $method) {
            // A private constructor means that only the extension makes such objects. It says so in
            // its own way.
            if ($method->getDeclaringClass()->getName() === $class->getName() && !($method->isConstructor() && $method->isPrivate())) {
                $items[plain($name) . '::' . $method->getName() . '()'] = describeMethod($method);
            }
        }
    }

    return $items;
}

/** @param ReflectionClass<object> $class */
function describeClass(ReflectionClass $class): string
{
    $interfaces = array_map(plain(...), $class->getInterfaceNames());
    sort($interfaces);
    $parent = $class->getParentClass();

    return ($class->isFinal() ? 'final ' : '') . ($class->isAbstract() ? 'abstract ' : '') . 'class'
        . ($parent === false ? '' : ' extends ' . plain($parent->getName()))
        . ($interfaces === [] ? '' : ' implements ' . implode(', ', $interfaces));
}

function describeMethod(ReflectionMethod $method): string
{
    $modifiers = implode(' ', array_diff(Reflection::getModifierNames($method->getModifiers()), ['final']));
    $type = $method->hasReturnType() ? $method->getReturnType() : $method->getTentativeReturnType();

    return "$modifiers (" . implode(', ', array_map(describeParameter(...), $method->getParameters())) . ')'
        . ($type === null ? '' : ': ' . describeType($type));
}

function describeParameter(ReflectionParameter $parameter): string
{
    $type = $parameter->getType();

    return ($type === null ? '' : describeType($type) . ' ')
        . ($parameter->isPassedByReference() ? '&' : '') . ($parameter->isVariadic() ? '...' : '')
        . '$' . $parameter->getName()
        . ($parameter->isDefaultValueAvailable() ? ' = ' . var_export($parameter->getDefaultValue(), true) : '');
}

/** Members of a union in one order: reflection gives both sides theirs. */
function describeType(ReflectionType $type): string
{
    $names = explode('|', preg_replace('/^\?(.*)$/', '$1|null', plain((string) $type)) ?? '');
    sort($names);

    return implode('|', $names);
}

function plain(string $name): string
{
    return str_replace(STUB_PREFIX . '\\', 'Paygent\\', $name);
}
