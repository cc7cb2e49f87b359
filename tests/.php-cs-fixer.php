<?php

declare(strict_types=1);

$finder = PhpCsFixer\Finder::create()
    ->in([dirname(__DIR__) . '/php', dirname(__DIR__) . '/examples', dirname(__DIR__) . '/stubs', dirname(__DIR__) . '/benches/php/payments', __DIR__])
    ->exclude(['vendor', 'vendor-dbal3', 'phpt'])
    ->append([__FILE__]);

return (new PhpCsFixer\Config())
    ->setRiskyAllowed(true)
    ->setCacheFile(__DIR__ . '/.php-cs-fixer.cache')
    ->setRules([
        '@PSR12' => true,
        'declare_strict_types' => true,
        'no_unused_imports' => true,
        'single_line_empty_body' => true,
        'ordered_imports' => ['sort_algorithm' => 'alpha', 'imports_order' => ['class', 'function', 'const']],
        'single_quote' => true,
        'trailing_comma_in_multiline' => ['elements' => ['arguments', 'arrays', 'match', 'parameters']],
    ])
    ->setFinder($finder);
