<?php

declare(strict_types=1);

/*
 * Keeps the file list of package.xml true: what the pecl-style build reads, and nothing else.
 *
 *     php tests/package/list.php           rewrites the list
 *     php tests/package/list.php --check   exit status 1 and the differences when it is not true
 */

const ROLES = [
    '~^(Cargo\.(toml|lock)|clippy\.toml|build\.rs|config\.m4|Makefile\.frag|composer\.json)$~' => 'src',
    '~^(src|stubs)/~' => 'src',
    '~^crates/[^/]+/(Cargo\.toml|build\.rs|src/.*|data/.*)$~' => 'src',
    '~^(LICENSE|README\.md|README\.ja\.md|CHANGELOG\.md|SECURITY\.md)$~' => 'doc',
    '~^tests/phpt/[^/]+\.(phpt|inc)$~' => 'test',
];

chdir(dirname(__DIR__, 2));
$file = 'package.xml';
$old = (string) file_get_contents($file);
$new = (string) preg_replace(
    '~ *<contents>.*</contents>~s',
    addcslashes(contents(filesOfTheTree()), '\\$'),
    $old,
);
if (($argv[1] ?? '') !== '--check') {
    file_put_contents($file, $new);
    exit(0);
}
if ($new === $old) {
    echo "package.xml lists every file\n";
    exit(0);
}
foreach ([['missing', $new, $old], ['to be removed', $old, $new]] as [$what, $here, $there]) {
    foreach (array_diff(listed($here), listed($there)) as $name) {
        echo "$what: $name\n";
    }
}
echo "package.xml is not true: run php tests/package/list.php\n";
exit(1);

/** @return array<string, string> role by path */
function filesOfTheTree(): array
{
    $command = is_dir('.git') || is_file('.git') ? 'git ls-files -co --exclude-standard' : 'find * -type f';
    $files = [];
    foreach (explode("\n", trim((string) shell_exec($command))) as $path) {
        foreach (ROLES as $pattern => $role) {
            if (is_file($path) && preg_match($pattern, $path) === 1) {
                $files[$path] = $role;
                break;
            }
        }
    }
    ksort($files, SORT_STRING);

    return $files;
}

/** @param array<string, string> $files */
function contents(array $files): string
{
    $lines = [' <contents>', '  <dir name="/">'];
    foreach ($files as $path => $role) {
        $lines[] = sprintf('   <file name="%s" role="%s"/>', htmlspecialchars($path, ENT_XML1), $role);
    }

    return implode("\n", [...$lines, '  </dir>', ' </contents>']);
}

/** @return list<string> */
function listed(string $xml): array
{
    preg_match_all('~<file name="([^"]+)"~', $xml, $matches);

    return $matches[1];
}
