<?php

declare(strict_types=1);

/* php package_contents.php < FILES: writes the list of files in package.xml anew. */

$files = array_filter(explode("\n", (string) stream_get_contents(STDIN)));
sort($files, SORT_STRING);
$entries = array_map(static function (string $file): string {
    $role = match (true) {
        str_starts_with($file, 'tests/') => 'test',
        preg_match('/^[^\/]+\.md$|^LICENSE$/', $file) === 1 => 'doc',
        default => 'src',
    };

    return sprintf('   <file name="%s" role="%s"/>', htmlspecialchars($file, ENT_XML1 | ENT_QUOTES), $role);
}, $files);
$package = (string) file_get_contents('package.xml');
file_put_contents('package.xml', preg_replace_callback(
    '/(<dir name="\/">\n).*?(\n *<\/dir>)/s',
    static fn (array $found): string => $found[1] . implode("\n", $entries) . $found[2],
    $package,
));
