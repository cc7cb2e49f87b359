<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Settings\ActivationRefused;
use Paygent\Payments\Settings\ActiveLogins;
use Paygent\Payments\Settings\ConnectionReport;
use Paygent\Payments\Settings\InvalidSettings;
use Paygent\Payments\Settings\Keyring;
use Paygent\Payments\Settings\NoSettings;
use Paygent\Payments\Settings\Revisions;
use Paygent\Payments\Settings\RevisionState;
use Paygent\Payments\Settings\Sealer;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\SecretsLost;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\SettingsInput;
use Paygent\Payments\Tests\Support\TestDatabase;
use Paygent\Payments\Tests\Support\WithDatabases;
use Paygent\Tests\Support\Scratch;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class RevisionsTest extends TestCase
{
    use WithDatabases;

    private const NOW = 1_800_000_000_000;

    private const DAY = 86_400_000;

    private Database $store;

    private TestDatabase $server;

    private Keyring $keys;

    private Account $account;

    private function open(DatabaseKind $kind): Revisions
    {
        $this->server = $this->database($kind);
        $this->store = new Database($this->server->connect());
        (new Migrator($this->store))->migrate();
        $this->keys = Keyring::generate();
        $this->account = (new Accounts($this->store))->of(Environment::Test, '900000001', '', self::NOW);

        return $this->revisions();
    }

    /** As another process sees the same database. */
    private function revisions(): Revisions
    {
        return new Revisions($this->store, new Sealer($this->keys));
    }

    #[DataProvider('databases')]
    public function testStoresADraftAndBringsItIntoForce(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $id = $revisions->draft($this->account, SettingsInput::module(), self::NOW);
        try {
            $revisions->active($this->account->id);
            self::fail('a draft is not in force');
        } catch (NoSettings) {
            self::assertSame(RevisionState::Draft, $revisions->find($id)->state);
        }

        $revisions->activate($id, self::passed($id), self::NOW + 5);

        $settings = $this->revisions()->active($this->account->id);
        self::assertSame($id, $settings->revision);
        self::assertSame('password1', $settings->common->connectPassword->reveal());
        self::assertSame('threeDSecureKey1', $settings->card->threeDSecureHashKey?->reveal());
        self::assertSame('テスト商店 2号店', $settings->common->shopName);
        self::assertSame(self::NOW + 5, $revisions->find($id)->activatedAt);
        $login = (new ActiveLogins($this->revisions()))->of($this->account);
        self::assertSame(['connect1', 'password1'], [$login->connectId, $login->connectPassword->reveal()]);
    }

    #[DataProvider('databases')]
    public function testKeepsNoSecretReadableInTheTable(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $id = $revisions->draft($this->account, SettingsInput::module(), self::NOW);
        $row = json_encode($this->store->rows('SELECT * FROM {settings_revision}'), JSON_THROW_ON_ERROR);

        foreach (['password1', 'noticeHashKey123', 'threeDSecureKey1'] as $secret) {
            self::assertStringNotContainsString($secret, $row);
        }
        self::assertSame(
            ['connect_password', 'notice_hash_key', 'credit_3d_hash_key'],
            $revisions->find($id)->secretsSet(),
        );
        self::assertSame([], array_intersect(['connect_password'], array_keys($revisions->find($id)->plain)));
    }

    #[DataProvider('databases')]
    public function testReplacesTheActiveOneAndKeepsItForAttempts(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $first = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $second = $this->inForce($revisions, SettingsInput::module(['conveni_limit_date_num' => '3']), self::NOW + 1000);
        $revisions = $this->revisions();

        self::assertSame($second, $revisions->active($this->account->id)->revision);
        self::assertSame(15, $revisions->revision($this->account->id, $first)->conveni->limitDays);
        self::assertSame(RevisionState::Retired, $revisions->find($first)->state);
        self::assertSame(self::NOW + 1000, $revisions->find($first)->retiredAt);
        self::assertSame([$second, $first], array_column($revisions->history($this->account->id), 'id'));
        self::assertFalse($revisions->discard($first), 'only drafts are discarded');
    }

    #[DataProvider('databases')]
    public function testNeverActivatesARevisionTwice(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $first = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $this->inForce($revisions, SettingsInput::module(), self::NOW + 1);

        $this->expectExceptionObject(new ActivationRefused('not_draft'));
        $revisions->activate($first, self::passed($first), self::NOW + 2);
    }

    #[DataProvider('databases')]
    public function testRefusesToActivateWhatWasNotTested(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $id = $revisions->draft($this->account, SettingsInput::module(), self::NOW);
        $hosts = ['sandbox.paygent.co.jp'];
        $reports = [
            'not_tested' => [
                new ConnectionReport($id, 'P002', 'P002', $hosts),
                new ConnectionReport($id, 'no_answer', '', $hosts),
                new ConnectionReport('another', 'works', '13001', $hosts),
            ],
            'telegram_host' => [
                new ConnectionReport($id, 'works', '13001', ['module.paygent.co.jp']),
                new ConnectionReport($id, 'works', '13001', ['sandbox.paygent.co.jp', 'online.paygent.co.jp']),
                new ConnectionReport($id, 'works', '13001', ['127.0.0.1']),
                new ConnectionReport($id, 'works', '13001', []),
            ],
        ];
        foreach ($reports as $reason => $all) {
            foreach ($all as $report) {
                try {
                    $revisions->activate($id, $report, self::NOW);
                    self::fail('activated');
                } catch (ActivationRefused $refused) {
                    self::assertSame($reason, $refused->reason);
                    self::assertNotSame($refused->text('ja'), $refused->text('en'));
                }
            }
        }
        self::assertSame(RevisionState::Draft, $revisions->find($id)->state);
        self::assertTrue($revisions->discard($id));
    }

    #[DataProvider('databases')]
    public function testRefusesTheSettingsOfAnotherContract(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $input = SettingsInput::module(['merchant_id' => '900000002', 'site_id' => 'S1', 'claim_kana' => '']);
        try {
            $revisions->draft($this->account, $input, self::NOW);
            self::fail('stored');
        } catch (InvalidSettings $invalid) {
            self::assertSame(
                ['claim_kana' => 'required', 'merchant_id' => 'account', 'site_id' => 'account'],
                array_column($invalid->violations, 'rule', 'field'),
            );
        }
        self::assertSame([], $revisions->history($this->account->id));
    }

    #[DataProvider('databases')]
    public function testKeepsSeveralMerchantsAndSitesApart(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $first = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $site = (new Accounts($this->store))->of(Environment::Test, '900000001', 'S001', self::NOW);
        $input = SettingsInput::link(['site_id' => 'S001', 'connect_password' => 'other2', 'notice_hash_key' => 'otherKey']);
        $second = $revisions->draft($site, $input, self::NOW);
        $revisions->activate($second, self::passed($second), self::NOW);

        self::assertSame('password1', $revisions->active($this->account->id)->common->connectPassword->reveal());
        self::assertSame('other2', $revisions->active($site->id)->common->connectPassword->reveal());
        self::assertSame(['otherKey'], self::reveal($revisions->noticeKeys($site->id, self::NOW)));
        $this->expectException(NoSettings::class);
        $revisions->revision($site->id, $first);
    }

    #[DataProvider('databases')]
    public function testTakesTheRestFromTheRevisionBefore(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $first = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $id = $revisions->draft($this->account, [
            'connect_password' => '',
            'notice_hash_key' => 'newKey',
            'career_division' => ['4'],
            'credit_3d' => '0',
            'credit_3d_hash_key' => null,
        ], self::NOW + 1, $first);
        $settings = $this->revisions()->revision($this->account->id, $id);

        self::assertSame('password1', $settings->common->connectPassword->reveal());
        self::assertSame('newKey', $settings->common->noticeHashKey->reveal());
        self::assertSame('connect1', $settings->common->connectId);
        self::assertCount(1, $settings->carrier->carriers);
        self::assertSame(['connect_password', 'notice_hash_key'], $revisions->find($id)->secretsSet());
    }

    #[DataProvider('databases')]
    public function testAcceptsTheReplacedNoticeKeyForATime(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        self::assertSame([], $revisions->noticeKeys($this->account->id, self::NOW));
        $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $this->inForce($revisions, SettingsInput::module(['notice_hash_key' => 'second']), self::NOW + self::DAY);
        $this->inForce($revisions, SettingsInput::module(['notice_hash_key' => 'second']), self::NOW + 2 * self::DAY);
        $revisions->draft($this->account, SettingsInput::module(['notice_hash_key' => 'third']), self::NOW);
        $keys = fn (int $days): array => self::reveal($revisions->noticeKeys($this->account->id, self::NOW + $days * self::DAY));

        self::assertSame(['second', 'noticeHashKey123'], $keys(3));
        self::assertSame(['second', 'noticeHashKey123'], $keys(14));
        self::assertSame(['second'], $keys(15));
    }

    #[DataProvider('databases')]
    public function testSealsEverythingAnewUnderARotatedKey(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $first = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $this->inForce($revisions, SettingsInput::module(['connect_password' => 'second']), self::NOW + 1);
        $plain = $revisions->find($first)->plain;

        $this->keys = $this->keys->rotated();
        $done = $this->revisions()->reseal();
        self::assertSame([2, []], [$done->revisions, $done->lost]);
        self::assertSame(0, $this->revisions()->reseal()->revisions);

        $this->keys = $this->keys->withoutOld();
        $revisions = $this->revisions();
        self::assertSame('second', $revisions->active($this->account->id)->common->connectPassword->reveal());
        self::assertSame('password1', $revisions->revision($this->account->id, $first)->common->connectPassword->reveal());
        self::assertSame($plain, $revisions->find($first)->plain);
    }

    #[DataProvider('databases')]
    public function testNamesTheFieldsToEnterAgainWhenTheKeyIsLost(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $id = $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $this->keys = Keyring::generate();
        $revisions = $this->revisions();
        try {
            $revisions->active($this->account->id);
            self::fail('opened');
        } catch (SecretsLost $lost) {
            self::assertSame(['connect_password', 'notice_hash_key', 'credit_3d_hash_key'], $lost->fields);
            self::assertStringContainsString('接続パスワード, 差分通知ハッシュ値生成キー', $lost->text('ja'));
        }
        self::assertSame([$id], $revisions->reseal()->lost);
        try {
            $revisions->draft($this->account, ['connect_password' => 'again1'], self::NOW, $id);
            self::fail('stored without the other secrets');
        } catch (SecretsLost $lost) {
            self::assertSame(['notice_hash_key', 'credit_3d_hash_key'], $lost->fields);
        }
        $again = ['connect_password' => 'again1', 'notice_hash_key' => 'again2', 'credit_3d_hash_key' => 'again3'];
        $new = $revisions->draft($this->account, $again, self::NOW + 1, $id);
        $revisions->activate($new, self::passed($new), self::NOW + 2);
        self::assertSame(['again2'], self::reveal($revisions->noticeKeys($this->account->id, self::NOW + 3)));
    }

    #[DataProvider('databases')]
    public function testRefusesASecretMovedToAnotherRow(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $other = (new Accounts($this->store))->of(Environment::Test, '900000002', '', self::NOW);
        $id = $revisions->draft($other, SettingsInput::module(['merchant_id' => '900000002']), self::NOW);
        $this->store->execute(
            'UPDATE {settings_revision} SET sealed = ? WHERE id = ?',
            [json_encode($revisions->find($revisions->active($this->account->id)->revision)->sealed, JSON_THROW_ON_ERROR), $id],
        );

        $this->expectException(SecretsLost::class);
        $revisions->revision($other->id, $id);
    }

    #[DataProvider('databases')]
    public function testTwoActivationsAtOnceLeaveOneInForce(DatabaseKind $kind): void
    {
        $revisions = $this->open($kind);
        $this->inForce($revisions, SettingsInput::module(), self::NOW);
        $ids = [];
        $children = [];
        for ($number = 0; $number < 8; ++$number) {
            $ids[] = $revisions->draft($this->account, SettingsInput::module(), self::NOW + $number);
        }
        $this->store->connection()->close();
        $gate = Scratch::directory('gate') . '/gate';
        $closed = fopen($gate, 'c');
        self::assertIsResource($closed);
        flock($closed, LOCK_EX);
        foreach ($ids as $id) {
            $pid = pcntl_fork();
            if ($pid === 0) {
                $this->activateBehind($gate, $id);
            }
            $children[] = $pid;
        }
        flock($closed, LOCK_UN);
        foreach ($children as $pid) {
            pcntl_waitpid($pid, $status);
        }

        $states = array_count_values(array_map(
            static fn (RevisionState $state): string => $state->value,
            array_column((new Revisions(new Database($this->server->connect()), new Sealer($this->keys)))->history($this->account->id), 'state'),
        ));
        ksort($states);
        self::assertSame(['active' => 1, 'retired' => 8], $states);
    }

    /** A child process: ready before the gate opens, so that all of them run at once. */
    private function activateBehind(string $gate, string $id): never
    {
        try {
            $revisions = new Revisions(new Database($this->server->connect()), new Sealer($this->keys));
            $revisions->active($this->account->id);
            $file = fopen($gate, 'c');
            self::assertIsResource($file);
            flock($file, LOCK_SH);
            $revisions->activate($id, self::passed($id), self::NOW + 100);
        } finally {
            posix_kill(posix_getpid(), SIGKILL);
        }
        exit;
    }

    /** @param array<string, mixed> $input */
    private function inForce(Revisions $revisions, array $input, int $now): string
    {
        $id = $revisions->draft($this->account, $input, $now);
        $revisions->activate($id, self::passed($id), $now);

        return $id;
    }

    private static function passed(string $id): ConnectionReport
    {
        return new ConnectionReport($id, 'works', '13001', ['sandbox.paygent.co.jp']);
    }

    /**
     * @param list<Secret> $secrets
     *
     * @return list<string>
     */
    private static function reveal(array $secrets): array
    {
        return array_map(static fn (Secret $secret): string => $secret->reveal(), $secrets);
    }
}
