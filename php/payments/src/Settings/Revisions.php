<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Notice\NoticeKeys;
use Paygent\Payments\Support\Ids;

/**
 * The settings of every account, revision by revision (design-payments "Settings"). A revision never
 * changes: saving makes a new draft, activating it retires the one before.
 */
final class Revisions implements SettingsSource, NoticeKeys
{
    public const TWO_WEEKS = 14 * 86_400_000;

    private readonly RevisionRows $rows;

    private readonly Accounts $accounts;

    /** @var array<string, Settings> opened revisions by id */
    private array $opened = [];

    /** @param int $noticeKeyGrace how long a replaced notice hash key is still accepted, ms */
    public function __construct(
        Database $database,
        private readonly Sealer $sealer,
        private readonly int $noticeKeyGrace = self::TWO_WEEKS,
    ) {
        $this->rows = new RevisionRows($database);
        $this->accounts = new Accounts($database);
    }

    /**
     * Stores new settings as a draft.
     *
     * With $basedOn, a setting that is absent from $input keeps the value of that revision, and so does
     * a secret that is '' (a screen never shows secrets). A group of checkboxes with nothing checked is
     * [], and null clears an optional secret.
     *
     * @param array<array-key, mixed> $input
     * @param int $now epoch ms
     *
     * @return string id of the draft
     *
     * @throws InvalidSettings with every violation
     * @throws SecretsLost when secrets of $basedOn cannot be opened and were not entered again
     */
    public function draft(Account $account, #[\SensitiveParameter] array $input, int $now, ?string $basedOn = null): string
    {
        if ($basedOn !== null) {
            $input = $this->completed($this->ofAccount($account->id, $basedOn), $input);
        }
        $violations = [...Validator::check($input), ...self::foreign($account, Input::of($input))];
        if ($violations !== []) {
            throw new InvalidSettings($violations);
        }
        [$plain, $secrets] = Validator::keep($input);
        $sealed = [];
        foreach ($secrets as $field => $secret) {
            $sealed[$field] = $this->sealer->seal($secret, $account->id, $field);
        }
        $id = Ids::next($now);
        $this->rows->insert($id, $account->id, $plain, $sealed, $now);

        return $id;
    }

    /**
     * Brings a draft into force. Everything it names must belong to one environment — telegram hosts,
     * link host, token endpoint, Paidy key — and the connection test must have passed with it.
     *
     * @throws ActivationRefused
     * @throws InvalidSettings when rules have become stricter since it was stored
     * @throws SecretsLost
     */
    public function activate(string $revision, ConnectionReport $report, int $now): void
    {
        $draft = $this->find($revision);
        if ($draft->state !== RevisionState::Draft) {
            throw new ActivationRefused('not_draft');
        }
        $account = $this->accounts->byId($draft->accountId);
        $secrets = $this->open($draft);
        $values = $draft->plain + $secrets;
        $violations = [...Validator::check($values), ...self::foreign($account, Input::of($values))];
        if ($violations !== []) {
            throw new InvalidSettings($violations);
        }
        self::assertReady($account, $revision, $report);
        if (!$this->rows->activate($draft, $now)) {
            throw new ActivationRefused('not_draft');
        }
    }

    public function active(string $accountId): Settings
    {
        $id = $this->rows->activeId($accountId)
            ?? throw new NoSettings(\sprintf('Account %s has no settings in force.', $accountId));

        return $this->revision($accountId, $id);
    }

    /** @throws NoSettings when the account has no such revision */
    public function revision(string $accountId, string $revision): Settings
    {
        $settings = $this->opened[$accountId . ':' . $revision] ?? null;
        if ($settings === null) {
            $stored = $this->ofAccount($accountId, $revision);
            $settings = Factory::fromValues($stored->plain, $this->open($stored), $revision);
            $this->opened[$accountId . ':' . $revision] = $settings;
        }

        return $settings;
    }

    /**
     * The keys a notice may be signed with: the one in force, and those it has replaced not longer ago
     * than the time of grace, because Paygent changes its side at another moment.
     *
     * @param int $now epoch ms
     *
     * @return list<Secret> the one in force first; [] when the account has no settings in force
     *
     * @throws SecretsLost when the key in force cannot be opened
     */
    public function noticeKeys(string $accountId, int $now): array
    {
        $keys = [];
        foreach ($this->rows->inForce($accountId, $now - $this->noticeKeyGrace) as $stored) {
            $key = $this->noticeKey($stored);
            if ($key !== null) {
                $keys[hash('sha256', $key->reveal())] ??= $key;
            }
        }

        return array_values($keys);
    }

    /** A stored revision as a screen may see it. */
    public function find(string $revision): Revision
    {
        return $this->rows->find($revision) ?? throw new NoSettings('There is no revision ' . $revision . '.');
    }

    /** @return list<Revision> newest first */
    public function history(string $accountId): array
    {
        return $this->rows->ofAccount($accountId);
    }

    /** Forgets a draft; false when it is none. */
    public function discard(string $revision): bool
    {
        return $this->rows->discard($revision);
    }

    /** Seals everything with the ring's first key; after that the old key can be dropped, unless it says lost. */
    public function reseal(): Resealed
    {
        $done = 0;
        $lost = [];
        foreach ($this->rows->all() as $stored) {
            try {
                $sealed = [];
                foreach ($stored->sealed as $field => $value) {
                    $sealed[$field] = $this->sealer->reseal($value, $stored->accountId, $field);
                }
            } catch (KeyLost | SealBroken) {
                $lost[] = $stored->id;
                continue;
            }
            if ($sealed !== $stored->sealed) {
                $this->rows->reseal($stored->id, $sealed);
                ++$done;
            }
        }

        return new Resealed($done, $lost);
    }

    /** Another account's revision is none: credentials are never mixed (money rule 7). */
    private function ofAccount(string $accountId, string $revision): Revision
    {
        $stored = $this->find($revision);

        return $stored->accountId === $accountId
            ? $stored
            : throw new NoSettings(\sprintf('Account %s has no revision %s.', $accountId, $revision));
    }

    /**
     * @return array<string, Secret>
     *
     * @throws SecretsLost naming all of them
     */
    private function open(Revision $stored): array
    {
        $secrets = [];
        $lost = [];
        $cause = null;
        foreach ($stored->sealed as $field => $sealed) {
            try {
                $secrets[$field] = $this->sealer->open($sealed, $stored->accountId, $field);
            } catch (KeyLost | SealBroken $problem) {
                $lost[] = $field;
                $cause = $problem;
            }
        }

        return $lost === [] ? $secrets : throw new SecretsLost($stored->id, $lost, $cause);
    }

    private function noticeKey(Revision $stored): ?Secret
    {
        $field = 'notice_hash_key';
        try {
            return isset($stored->sealed[$field])
                ? $this->sealer->open($stored->sealed[$field], $stored->accountId, $field)
                : null;
        } catch (KeyLost | SealBroken $problem) {
            return $stored->state === RevisionState::Active
                ? throw new SecretsLost($stored->id, [$field], $problem)
                : null;
        }
    }

    /**
     * @param array<array-key, mixed> $input
     *
     * @return array<array-key, mixed>
     */
    private function completed(Revision $base, #[\SensitiveParameter] array $input): array
    {
        $kept = array_filter(
            $base->sealed,
            static fn (string $field): bool => \array_key_exists($field, $input) ? $input[$field] === '' : true,
            ARRAY_FILTER_USE_KEY,
        );
        $secrets = $this->open(new Revision(
            $base->id,
            $base->accountId,
            $base->state,
            [],
            $kept,
            $base->createdAt,
            $base->activatedAt,
            $base->retiredAt,
        ));

        return $secrets + $input + $base->plain;
    }

    /** @return list<Violation> settings of another contract than the account's */
    private static function foreign(Account $account, Input $input): array
    {
        $own = [
            'environment' => $account->environment->value,
            'merchant_id' => $account->merchantId,
            'site_id' => $account->siteId,
        ];
        $violations = [];
        foreach ($own as $field => $value) {
            if ($input->text($field) !== $value) {
                $violations[] = Violation::of(Fields::get($field), 'account');
            }
        }

        return $violations;
    }

    private static function assertReady(Account $account, string $revision, ConnectionReport $report): void
    {
        if ($report->revision !== $revision || !$report->passed()) {
            throw new ActivationRefused('not_tested');
        }
        $strange = array_filter(
            $report->telegramHosts,
            static fn (string $host): bool => !\in_array($account->environment, Belongs::ofHost($host), true),
        );
        if ($strange !== [] || $report->telegramHosts === []) {
            throw new ActivationRefused('telegram_host', ['hosts' => implode(', ', $strange)]);
        }
    }
}
