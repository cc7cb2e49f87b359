--TEST--
Loading starts no thread and opens no socket
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

$threads = glob('/proc/self/task/*');
$open = array_filter(
    array_map(static fn (string $link): string => (string) @readlink($link), glob('/proc/self/fd/*')),
    static fn (string $target): bool => str_starts_with($target, 'socket:') || str_contains($target, 'eventpoll'),
);
var_dump(count($threads), $open === []);
--EXPECT--
int(1)
bool(true)
