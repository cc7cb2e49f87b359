<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Fields as Row;

/**
 * The table settings_revision. What a revision says never changes; its state does, and sealing anew
 * changes the wrapping of its secrets.
 *
 * @internal of Revisions
 */
final class RevisionRows
{
    public function __construct(private readonly Database $database) {}

    /**
     * @param array<string, string|list<string>> $plain
     * @param array<string, string> $sealed
     */
    public function insert(string $id, string $accountId, array $plain, array $sealed, int $now): void
    {
        $this->database->insert('settings_revision', [
            'id' => $id,
            'account_id' => $accountId,
            'state' => RevisionState::Draft->value,
            'plain' => self::json($plain),
            'sealed' => self::json($sealed),
            'created_at' => $now,
        ]);
    }

    public function find(string $id): ?Revision
    {
        return $this->select('id = ?', [$id])[0] ?? null;
    }

    /** @return list<Revision> of one account, newest first */
    public function ofAccount(string $accountId): array
    {
        return $this->select('account_id = ?', [$accountId]);
    }

    /** @return list<Revision> the active one first, then those retired after $since (epoch ms), newest first */
    public function inForce(string $accountId, int $since): array
    {
        return $this->select(
            "account_id = ? AND (state = 'active' OR (state = 'retired' AND retired_at > ?))",
            [$accountId, $since],
            'state, retired_at DESC, activated_at DESC, id DESC',
        );
    }

    /** @return list<Revision> */
    public function all(): array
    {
        return $this->select('1 = 1', []);
    }

    /** @return string|null id of the active revision */
    public function activeId(string $accountId): ?string
    {
        $row = $this->database->row(
            "SELECT id FROM {settings_revision} WHERE account_id = ? AND state = 'active'",
            [$accountId],
        );

        return $row === null ? null : (new Row($row))->text('id');
    }

    /** Makes a draft the account's one active revision; false when it is no draft any more. */
    public function activate(Revision $draft, int $now): bool
    {
        return $this->database->transaction(function () use ($draft, $now): bool {
            // Writing the account's row makes two activations of one account wait for each other.
            $this->database->execute('UPDATE {account} SET created_at = created_at WHERE id = ?', [$draft->accountId]);
            $activated = $this->database->change(
                'settings_revision',
                ['state' => RevisionState::Active->value, 'activated_at' => $now],
                ['id' => $draft->id, 'state' => RevisionState::Draft->value],
            );
            if ($activated !== 1) {
                return false;
            }
            $this->database->execute(
                "UPDATE {settings_revision} SET state = 'retired', retired_at = ?"
                . " WHERE account_id = ? AND state = 'active' AND id <> ?",
                [$now, $draft->accountId, $draft->id],
            );

            return true;
        });
    }

    public function discard(string $id): bool
    {
        return $this->database->execute("DELETE FROM {settings_revision} WHERE id = ? AND state = 'draft'", [$id]) === 1;
    }

    /** @param array<string, string> $sealed the same secrets under another key */
    public function reseal(string $id, array $sealed): void
    {
        $this->database->change('settings_revision', ['sealed' => self::json($sealed)], ['id' => $id]);
    }

    /**
     * @param list<string|int> $values
     *
     * @return list<Revision>
     */
    private function select(string $where, array $values, string $order = 'created_at DESC, id DESC'): array
    {
        $rows = $this->database->rows("SELECT * FROM {settings_revision} WHERE $where ORDER BY $order", $values);

        return array_map(static function (array $row): Revision {
            $fields = new Row($row);

            return new Revision(
                $fields->text('id'),
                $fields->text('account_id'),
                RevisionState::from($fields->text('state')),
                self::values($fields->text('plain')),
                $fields->map('sealed'),
                $fields->int('created_at'),
                $fields->intOrNull('activated_at'),
                $fields->intOrNull('retired_at'),
            );
        }, $rows);
    }

    /** @return array<string, string|list<string>> */
    private static function values(string $json): array
    {
        $values = [];
        $decoded = json_decode($json, true, 8, JSON_THROW_ON_ERROR);
        foreach (\is_array($decoded) ? $decoded : [] as $name => $value) {
            $values[(string) $name] = \is_array($value)
                ? array_values(array_filter($value, \is_string(...)))
                : (\is_string($value) ? $value : '');
        }

        return $values;
    }

    /** @param array<string, string|list<string>> $values */
    private static function json(array $values): string
    {
        return json_encode((object) $values, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
    }
}
