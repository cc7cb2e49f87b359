<?php

/**
 * Parity ledger: answers, log, settings, and what is left of other copies (O-26 to O-49).
 *
 * @return list<array<string, mixed>> shape: ParityTest
 */

declare(strict_types=1);

use Paygent\Tests\Provoke;
use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Settings;
use PaygentModule\Exception\PaygentB2BModuleException;
use PaygentModule\System\PaygentB2BModule;
use PaygentModule\System\PaygentB2BModuleResources;
use PaygentModule\Util\StringUtil;

return [
    [
        'no' => 'O-26', 'what' => 'Text on the line of the HTML key is kept',
        'decision' => 'changed', 'old' => "<p>\r\n", 'ours' => "<form>\r\n<p>\r\n",
        'observe' => static fn () => Provoke::post("result=0\r\nredirect_html=<form>\r\n<p>\r\n")->rows[0]['redirect_html'] ?? null,
    ],
    [
        'no' => 'O-26', 'what' => 'A line of the block that ends in _html is part of it',
        'decision' => 'changed', 'old' => [['b_html' => "x\r\ny\r\n"]], 'ours' => [['a_html' => "x\r\nb_html=1\r\ny\r\n"]],
        'observe' => static fn () => Provoke::post("result=0\r\na_html=\r\nx\r\nb_html=1\r\ny\r\n")->rows,
    ],
    [
        'no' => 'O-26', 'what' => 'Fields behind the block are part of it',
        'decision' => 'kept', 'old' => [['a_html' => "x\r\npayment_id=1\r\n"]],
        'observe' => static fn () => Provoke::post("result=0\r\na_html=\r\nx\r\npayment_id=1\r\n")->rows,
    ],
    [
        'no' => 'O-27', 'what' => 'Quotes in an unquoted field stay after a quoted one',
        'decision' => 'changed', 'old' => [['c1' => 'q', 'c2' => 'bc']], 'ours' => [['c1' => 'q', 'c2' => 'b"c']],
        'observe' => static fn () => Provoke::post("1,0\r\n2,c1,c2\r\n3,\"q\",b\"c\r\n4,1\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-28', 'what' => 'CRLF inside a quoted field belongs to it',
        'decision' => 'changed', 'old' => [['c1' => 'a']], 'ours' => [['c1' => "a\r\nb"]],
        'observe' => static fn () => Provoke::post("1,0\r\n2,c1\r\n3,\"a\r\nb\"\r\n4,1\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-28', 'what' => 'A quote that never closes ends with its line',
        'decision' => 'kept', 'old' => [['c1' => 'a'], ['c1' => 'b']],
        'observe' => static fn () => Provoke::post("1,0\r\n2,c1\r\n3,\"a\r\n3,b\r\n4,2\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-29', 'what' => 'The trailer\'s count is not checked',
        'decision' => 'kept', 'old' => [true, 1],
        'observe' => static function (): array {
            $seen = Provoke::post("1,0\r\n2,c1\r\n3,a\r\n4,9\r\n", ['telegram_kind' => '027']);

            return [$seen->result, count($seen->rows)];
        },
    ],
    [
        'no' => 'O-29', 'what' => 'Rows before a broken one stay readable',
        'decision' => 'kept', 'old' => ['E01901', [['c1' => 'a']]],
        'observe' => static function (): array {
            $seen = Provoke::post("1,0\r\n2,c1\r\n3,a\r\n3,b,c\r\n4,2\r\n", ['telegram_kind' => '027']);

            return [$seen->result, $seen->rows];
        },
    ],
    [
        'no' => 'O-30', 'what' => 'The detail of 201 keeps its quotes and ends at a comma',
        'decision' => 'kept', 'old' => '"a',
        'observe' => static fn () => Provoke::post(
            "1,,,,,,1,9103,\"a,b\"\r\n",
            ['telegram_kind' => '201'],
            [],
            Provoke::csv(Provoke::csvPath()),
        )->detail,
    ],
    [
        'no' => 'O-31', 'what' => 'The result CSV of a reference kind ends with one more line end, and no row can be fetched',
        'decision' => 'kept', 'old' => ["1,0\r\n2,c1\r\n3,a\r\n4,1\r\n\r\n", []],
        'observe' => static function (): array {
            $path = Provoke::csvPath();
            $seen = Provoke::post("1,0\r\n2,c1\r\n3,a\r\n4,1\r\n", ['telegram_kind' => '027'], [], Provoke::csv($path));

            return [(string) file_get_contents($path), $seen->rows];
        },
    ],
    [
        'no' => 'O-31', 'what' => 'The result CSV of 201 is written on errors too',
        'decision' => 'kept', 'old' => "1,,,,,,1,9103,x\r\n4,,,,,,\r\n",
        'observe' => static function (): string {
            $path = Provoke::csvPath();
            Provoke::post("1,,,,,,1,9103,x\r\n4,,,,,,\r\n", ['telegram_kind' => '201'], [], Provoke::csv($path));

            return (string) file_get_contents($path);
        },
    ],
    [
        'no' => 'O-32', 'what' => 'The message of a success is a colon and a blank',
        'decision' => 'kept', 'old' => ': ',
        'observe' => static fn () => Provoke::post()->message,
    ],
    [
        'no' => 'O-33', 'what' => 'Passwords do not reach the log',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(Provoke::logged(['connect_password' => 'hush']), 'hush'),
    ],
    [
        'no' => 'O-33', 'what' => 'Personal data of an answer does not reach the log',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(
            Provoke::logged(answer: Provoke::GOOD . "customer_name=YAMADA\r\n"),
            'YAMADA',
        ),
    ],
    [
        'no' => 'O-34', 'what' => 'The log shows no digit of the security code',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => preg_match('/card_conf_number=[^&]*\d/', Provoke::logged(['card_conf_number' => '987'])) === 1,
    ],
    [
        'no' => 'O-34', 'what' => 'Names to mask are found in any case',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(Provoke::logged(['Card_Number' => '4900000000000000']), '490000'),
    ],
    [
        'no' => 'O-34', 'what' => 'The log is for its owner alone',
        'decision' => 'changed', 'old' => 0644, 'ours' => 0600,
        'observe' => static function (): int {
            $path = Provoke::logPath();
            $mask = umask(0022);
            Provoke::post(settings: ['log_output_path' => $path, 'debug_flg' => '1']);
            umask($mask);

            return fileperms($path) & 0777;
        },
    ],
    [
        'no' => 'O-35', 'what' => 'debug_flg=off is off',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => Provoke::logged(debug: 'off') !== '',
    ],
    [
        'no' => 'O-35', 'what' => 'debug_flg=1 is on',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => Provoke::logged(debug: '1') !== '',
    ],
    [
        'no' => 'O-36', 'what' => 'Backslashes in paths are kept',
        'decision' => 'changed', 'old' => 'C:\\paygent', 'ours' => 'C:\\paygent\\new\\room.log',
        'observe' => static function (): ?string {
            $module = new PaygentB2BModule(Settings::file(['log_output_path' => 'C:\\paygent\\new\\room.log']));
            $module->init();

            return $module->masterFile instanceof PaygentB2BModuleResources
                ? $module->masterFile->getLogOutputPath()
                : null;
        },
    ],
    [
        'no' => 'O-37', 'what' => 'The settings file may be called modenv_properties.php and is found by that name',
        'decision' => 'kept', 'old' => 'true',
        'observe' => static fn () => Process::run(['-d', 'include_path=' . dirname(Settings::file()), '-r', sprintf(
            'require %s; echo json_encode((new PaygentModule\System\PaygentB2BModule())->init());',
            var_export(dirname(__DIR__, 3) . '/php/shim/autoload.php', true),
        )]),
    ],
    [
        'no' => 'O-38', 'what' => 'The templates list 027 as reference kind, not 091',
        'decision' => 'changed', 'old' => '090,091', 'ours' => '027,090,465,467,500',
        'observe' => static function (): ?string {
            $template = dirname(__DIR__, 3) . '/php/shim/src/paygent_module/modenv_properties.php.live';
            preg_match('/^paygentB2Bmodule\.telegram_kind\.ref=(.*)$/m', (string) file_get_contents($template), $found);

            return $found[1] ?? null;
        },
    ],
    [
        'no' => 'O-39', 'what' => 'Keys may be longer than 30 bytes',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', str_repeat('k', 31) => 'x'])->result,
    ],
    [
        'no' => 'O-40', 'what' => 'Only positive integers pass as numbers',
        'decision' => 'changed', 'old' => true, 'ours' => 'E01002',
        'observe' => static fn () => Provoke::post(settings: ['timeout_value' => '3.5'])->init,
    ],
    [
        'no' => 'O-40', 'what' => 'E01002 names the key',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static fn () => str_contains(
            implode('', Provoke::post(settings: ['select_max_cnt' => ''])->raised->warnings),
            'select_max_cnt',
        ),
    ],
    [
        'no' => 'O-41', 'what' => 'The error classes can be thrown',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static fn () => is_subclass_of(PaygentB2BModuleException::class, Throwable::class),
    ],
    [
        'no' => 'O-41', 'what' => 'Failures are codes, nothing is thrown',
        'decision' => 'kept', 'old' => 'E02004',
        'observe' => static fn () => Provoke::post(settings: ['ca_file_path' => '/nowhere/ca.crt'])->result,
    ],
    [
        'no' => 'O-42', 'what' => 'No deprecations on PHP 8.2',
        'decision' => 'changed', 'old' => 3, 'ours' => 0,
        'observe' => static fn () => count(Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'claim_kana' => ''])->raised->others),
    ],
    [
        'no' => 'O-43', 'what' => 'The unused and mis-aligned katakana map is gone',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => method_exists(StringUtil::class, 'convert'),
    ],
    [
        'no' => 'O-44', 'what' => '[K]: 201 is answered, classes are not told by their names',
        'decision' => 'changed', 'old' => 'E01005', 'ours' => true,
        'observe' => static fn () => Provoke::post(
            "1,,,,,,0,,\r\n",
            ['telegram_kind' => '201'],
            [],
            Provoke::csv(Provoke::csvPath()),
        )->result,
    ],
    [
        'no' => 'O-45', 'what' => '[K]: a value that is too long is E02002',
        'decision' => 'changed', 'old' => null, 'ours' => 'E02002',
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'memo' => str_repeat('x', 102401)])->result,
    ],
    [
        'no' => 'O-46', 'what' => '[K]: the result CSV is written where it is asked for',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static function (): bool {
            $path = Provoke::csvPath();
            Provoke::post("1,0\r\n4,0\r\n", ['telegram_kind' => '027'], [], Provoke::csv($path));

            return is_file($path);
        },
    ],
    [
        'no' => 'O-47', 'what' => '[C]: the HTTP status is checked',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => Provoke::answer([Answer::body(Provoke::GOOD, 500)])->result,
    ],
    [
        'no' => 'O-48', 'what' => 'The message of a key that is too long does not say "shorter than"',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', str_repeat('k', 8191) => 'x'])->message,
            'shorter than',
        ),
    ],
    [
        'no' => 'O-48', 'what' => 'The limit of a key is inclusive',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', str_repeat('k', 8190) => 'x'])->result,
    ],
    [
        'no' => 'O-49', 'what' => 'An answer cut short is no answer',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => Provoke::answer([
            Answer::cut("HTTP/1.0 200 OK\r\n\r\n" . Provoke::GOOD),
        ])->result,
    ],
];
