<?php

/**
 * Parity ledger: deliberate differences that the contract does not list as oddities.
 *
 * @return list<array<string, mixed>> shape: ParityTest
 */

declare(strict_types=1);

use Paygent\Tests\Provoke;
use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Settings;
use PaygentModule\System\PaygentB2BModule;

return [
    [
        'no' => 'D-01', 'what' => 'post() before init() is a code, no fatal error',
        'decision' => 'changed', 'old' => Error::class, 'ours' => 'E02001',
        'observe' => static function (): mixed {
            $module = new PaygentB2BModule();
            $module->reqPut('telegram_kind', '020');
            try {
                return (new Raised())->during($module->post(...));
            } catch (Error $error) {
                return $error::class;
            }
        },
    ],
    [
        'no' => 'D-02', 'what' => 'The facade\'s field sender stays empty: the native class sends',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => is_object(Provoke::post()->module->sender),
    ],
    [
        'no' => 'D-03', 'what' => 'post() does not call the internal steps of a subclass',
        'decision' => 'changed', 'old' => 'mine', 'ours' => true,
        'observe' => static function (): mixed {
            BodyServer::get()->serve(Answer::body(Provoke::GOOD));
            $module = new class (Settings::file()) extends PaygentB2BModule {
                /** @return string */
                public function postErrorCheck()
                {
                    return 'mine';
                }
            };

            return Post::with($module, ['telegram_kind' => '020'])->result;
        },
    ],
    [
        'no' => 'D-04', 'what' => 'A dump of the object shows no value of the telegram',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(
            print_r(Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'card_number' => '4900000000000000'])->module, true),
            '4900000000000000',
        ),
    ],
    [
        'no' => 'D-05', 'what' => 'The object cannot be serialized',
        'decision' => 'changed', 'old' => 'serialized', 'ours' => 'refused',
        'observe' => static function (): string {
            $module = Provoke::post()->module;
            try {
                serialize($module);
            } catch (Exception) {
                return 'refused';
            }

            return 'serialized';
        },
    ],
    [
        'no' => 'D-06', 'what' => 'Proxies of the environment are ignored',
        'decision' => 'changed', 'old' => 'E02005', 'ours' => true,
        'observe' => static function (): bool|string {
            putenv('https_proxy=http://127.0.0.1:1');
            try {
                return Provoke::post()->result;
            } finally {
                putenv('https_proxy');
            }
        },
    ],
    [
        'no' => 'D-07', 'what' => 'A changed settings file is read again',
        'decision' => 'changed', 'old' => 'before', 'ours' => 'afterwards',
        'observe' => static function (): mixed {
            $path = Settings::file(['default_id' => 'before']);
            (new PaygentB2BModule($path))->init();
            file_put_contents($path, Settings::lines(['default_id' => 'afterwards']));
            $module = new PaygentB2BModule($path);
            $module->init();

            return $module->getDefaultId();
        },
    ],
    [
        'no' => 'D-08', 'what' => 'An answer over 10 MB is refused',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => Provoke::post(Provoke::GOOD . 'x=' . str_repeat('x', 10 * 1024 * 1024))->result,
    ],
    [
        'no' => 'D-09', 'what' => 'After an answered telegram a log that cannot be written is for the error log only',
        'decision' => 'changed', 'old' => ['E01901', 1], 'ours' => ['', 0],
        'observe' => static function (): array {
            $before = ini_set('error_log', '/dev/null');
            $raised = Provoke::post(settings: ['log_output_path' => '/nowhere/x.log', 'debug_flg' => '1'])->raised;
            ini_set('error_log', (string) $before);

            return [implode(',', array_unique($raised->codes())), min(1, count($raised->others))];
        },
    ],
    [
        'no' => 'D-10', 'what' => 'A result CSV that cannot be opened is one warning only',
        'decision' => 'changed', 'old' => ['E01004', 2], 'ours' => ['E01004', 0],
        'observe' => static function (): array {
            $seen = Provoke::post("1,0\r\n4,0\r\n", ['telegram_kind' => '027'], [], Provoke::csv('/nowhere/x.csv'));

            return [$seen->result, count($seen->raised->others)];
        },
    ],
];
