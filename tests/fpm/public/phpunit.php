<?php

declare(strict_types=1);

/*
 * PHPUnit inside a php-fpm worker: the same tests as under php-cli, with the extension living the
 * way it lives in a shop. ?junit=FILE names the result file.
 */

use PHPUnit\TextUI\Application;

$root = dirname(__DIR__, 3);
chdir($root);
header('Content-Type: text/plain; charset=UTF-8');

// Streams that only php-cli opens by itself.
foreach (['STDIN' => 'r', 'STDOUT' => 'w', 'STDERR' => 'w'] as $name => $mode) {
    defined($name) || define($name, fopen('php://temp', $mode . '+'));
}
$junit = is_string($_GET['junit'] ?? null) ? $_GET['junit'] : exit('?junit=FILE is missing');
$arguments = ['phpunit', '-c', 'tests/phpunit.xml', '--no-output', '--log-junit', $junit];
$_SERVER['argv'] = $arguments;
$_SERVER['argc'] = count($arguments);

require $root . '/tests/vendor/autoload.php';
$code = (new Application())->run($arguments);

$result = simplexml_load_file($junit);
foreach ($result === false ? [] : $result->xpath('//testcase[error or failure or skipped]') ?? [] as $case) {
    echo $case['class'], '::', $case['name'], "\n", $case->error, $case->failure, "\n";
}
echo "\nexit: ", $code, "\n";
