//! `Paygent\ConnectionModule`: the vendor's contract (connection-module §3-§9) on the core client.
//! Bytes in and out, return codes, warnings collected.

// Argument names are PHP's.
#![allow(non_snake_case)]

mod answer;
mod questions;
mod signatures;
mod state;
mod utility;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::prelude::*;
use ext_php_rs::types::ZendHashTable;
use paygent_core::config::keys;
use paygent_core::response::Response;

use crate::call::enter;
use crate::class::FINAL;
use crate::exception::Failure;
use crate::panic::guard;
use crate::value::{Bytes, Map, Nullable, Text, TrueOrCode, text_zval};

use answer::Answer;
pub(crate) use signatures::SIGNATURES;
use state::State;
use utility::Mark;

/// See `stubs/paygent.php`.
#[php_class]
#[php(name = "Paygent\\ConnectionModule", flags = FINAL)]
pub(crate) struct ConnectionModule {
    state: State,
}

impl ConnectionModule {
    fn answer(&self) -> Option<&Answer> {
        self.state.answer.as_ref()
    }

    /// A part of the present answer.
    fn answered(&self, part: fn(&Response) -> &[u8]) -> Option<Text> {
        self.answer()
            .map(|answer| Text::new(part(&answer.response)))
    }
}

#[php_impl]
impl ConnectionModule {
    #[php(defaults(searchPath = Map::default()))]
    pub(crate) fn __construct(configPath: Option<Bytes<'_>>, searchPath: Map<'_>) -> Self {
        let search = searchPath.entries();
        let search = search
            .iter()
            .filter_map(|(_, path)| path.zend_str().map(|path| path.as_bytes()));
        Self {
            state: State::new(configPath.map(|path| path.0), search),
        }
    }

    #[php(name = "init")]
    pub(crate) fn init(&mut self) -> Result<TrueOrCode, Failure> {
        enter(|| Ok(TrueOrCode(self.state.init())))
    }

    #[php(name = "setEncoding")]
    pub(crate) fn set_encoding(&mut self, encoding: Nullable<'_>) -> Option<&'static str> {
        self.state.set_encoding(encoding.0)
    }

    #[php(name = "reqPut")]
    pub(crate) fn req_put(&mut self, key: Bytes<'_>, value: Bytes<'_>) {
        self.state.telegram.put(key.0, value.0);
    }

    #[php(name = "reqGet")]
    pub(crate) fn req_get(&self, key: Bytes<'_>) -> Option<Text> {
        self.state.telegram.get(key.0).map(Text::new)
    }

    #[php(name = "reqKeys")]
    pub(crate) fn req_keys(&self) -> ZBox<ZendHashTable> {
        self.state
            .telegram
            .iter()
            .map(|(key, _)| text_zval(key))
            .collect()
    }

    #[php(name = "reqRemove")]
    pub(crate) fn req_remove(&mut self, key: Bytes<'_>) {
        self.state.telegram.remove(key.0);
    }

    #[php(name = "prepare")]
    pub(crate) fn prepare(&mut self, fields: Map<'_>, options: Map<'_>) -> Result<(), Failure> {
        guard(|| self.state.prepare(fields, options))
    }

    #[php(name = "setSendFilePath")]
    pub(crate) fn set_send_file_path(&mut self, path: Nullable<'_>) {
        self.state.set_send_file(path.0);
    }

    #[php(name = "getSendFilePath")]
    pub(crate) fn get_send_file_path(&self) -> Option<Text> {
        self.state.send_file.as_ref().map(Text::new)
    }

    #[php(name = "setResultCsv")]
    pub(crate) fn set_result_csv(&mut self, path: Nullable<'_>) {
        self.state.result_csv = path.0.map(<[u8]>::to_vec);
    }

    #[php(name = "getResultCsv")]
    pub(crate) fn get_result_csv(&self) -> Option<Text> {
        self.state.result_csv.as_ref().map(Text::new)
    }

    #[php(name = "setDefaultId")]
    pub(crate) fn set_default_id(&mut self, id: Nullable<'_>) {
        self.state.set_setting(keys::DEFAULT_ID, id.0);
    }

    #[php(name = "getDefaultId")]
    pub(crate) fn get_default_id(&self) -> Option<Text> {
        self.state.setting_in_force(keys::DEFAULT_ID).map(Text::new)
    }

    #[php(name = "setDefaultPassword")]
    pub(crate) fn set_default_password(&mut self, password: Nullable<'_>) {
        self.state.set_setting(keys::DEFAULT_PASSWORD, password.0);
    }

    #[php(name = "getDefaultPassword")]
    pub(crate) fn get_default_password(&self) -> Option<Text> {
        self.state
            .setting_in_force(keys::DEFAULT_PASSWORD)
            .map(Text::new)
    }

    #[php(name = "setTimeout")]
    pub(crate) fn set_timeout(&mut self, seconds: Nullable<'_>) {
        self.state.set_setting(keys::TIMEOUT_VALUE, seconds.0);
    }

    #[php(name = "getTimeout")]
    pub(crate) fn get_timeout(&self) -> Option<Text> {
        self.state
            .setting_in_force(keys::TIMEOUT_VALUE)
            .map(Text::new)
    }

    #[php(name = "setSelectMaxCnt")]
    pub(crate) fn set_select_max_cnt(&mut self, count: Nullable<'_>) {
        self.state.set_setting(keys::SELECT_MAX_CNT, count.0);
    }

    #[php(name = "getSelectMaxCnt")]
    pub(crate) fn get_select_max_cnt(&self) -> Option<Text> {
        self.state
            .setting_in_force(keys::SELECT_MAX_CNT)
            .map(Text::new)
    }

    #[php(name = "setOption")]
    pub(crate) fn set_option(&mut self, name: Bytes<'_>, value: Bytes<'_>) -> Result<(), Failure> {
        let key = state::option_key(name.0)?;
        self.state.set_setting(key, Some(value.0));
        Ok(())
    }

    #[php(name = "getOption")]
    pub(crate) fn get_option(&self, name: Bytes<'_>) -> Result<Option<Text>, Failure> {
        let key = state::option_key(name.0)?;
        Ok(self.state.setting_in_force(key).map(Text::new))
    }

    #[php(name = "post")]
    pub(crate) fn post(&mut self) -> Result<TrueOrCode, Failure> {
        enter(|| Ok(TrueOrCode(self.state.post())))
    }

    #[php(name = "getResultStatus")]
    pub(crate) fn get_result_status(&self) -> Result<Option<Text>, Failure> {
        guard(|| Ok(self.answered(Response::result)))
    }

    #[php(name = "getResponseCode")]
    pub(crate) fn get_response_code(&self) -> Result<Option<Text>, Failure> {
        guard(|| Ok(self.answered(Response::code)))
    }

    #[php(name = "getResponseDetail")]
    pub(crate) fn get_response_detail(&self) -> Result<Option<Text>, Failure> {
        guard(|| Ok(self.answered(Response::detail)))
    }

    #[php(name = "getResultMessage")]
    pub(crate) fn get_result_message(&self) -> Text {
        Text::new(&self.state.message)
    }

    #[php(name = "hasResNext")]
    pub(crate) fn has_res_next(&self) -> Result<bool, Failure> {
        guard(|| Ok(self.answer().is_some_and(Answer::has_next)))
    }

    #[php(name = "resNext")]
    pub(crate) fn res_next(&mut self) -> Result<Option<ZBox<ZendHashTable>>, Failure> {
        guard(|| Ok(self.state.answer.as_mut().and_then(Answer::next)))
    }

    #[php(name = "rows")]
    pub(crate) fn rows(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| Ok(self.answer().map_or_else(ZendHashTable::new, Answer::rows)))
    }

    #[php(name = "outcome")]
    pub(crate) fn outcome(&self) -> Option<&'static str> {
        self.state
            .outcome
            .map(paygent_core::transport::Outcome::as_str)
    }

    #[php(name = "takeWarnings")]
    pub(crate) fn take_warnings(&mut self) -> ZBox<ZendHashTable> {
        std::mem::take(&mut self.state.warnings)
            .into_iter()
            .map(text_zval)
            .collect()
    }

    #[php(name = "setting")]
    pub(crate) fn setting(&self, key: Bytes<'_>) -> Text {
        Text::new(self.state.setting_in_file(key.0))
    }

    #[php(name = "settingTexts")]
    pub(crate) fn setting_texts(&self, keys: Map<'_>) -> ZBox<ZendHashTable> {
        let texts = keys.entries().into_iter().map(|(_, key)| {
            let key = key.zend_str().map(|key| key.as_bytes());
            text_zval(self.state.setting_in_file(key.unwrap_or_default()))
        });
        texts.collect()
    }

    #[php(name = "settingsPath")]
    pub(crate) fn settings_path(&self) -> Option<Text> {
        let config = self.state.config.as_ref()?;
        Some(Text::new(config.path().as_os_str().as_encoded_bytes()))
    }

    #[php(name = "url")]
    pub(crate) fn url(&self, kind: Bytes<'_>) -> Option<Text> {
        let config = self.state.config.as_ref()?;
        config.url(kind.0).map(Text::new)
    }

    #[php(name = "kindList")]
    pub(crate) fn kind_list(&self, name: Bytes<'_>) -> Result<ZBox<ZendHashTable>, Failure> {
        let Some(config) = &self.state.config else {
            return Ok(ZendHashTable::new());
        };
        let kinds = match name.0 {
            b"ref" => config.reference_kinds(),
            b"utf8" => config.utf8_kinds(),
            _ => return Err(Failure::Value("the lists are ref and utf8".into())),
        };
        Ok(kinds.iter().map(text_zval).collect())
    }

    #[php(name = "format")]
    pub(crate) fn format(&self) -> Option<&'static str> {
        self.answer().map(Answer::format_name)
    }

    #[php(name = "check")]
    pub(crate) fn check(&mut self, name: Option<Bytes<'_>>) -> Result<questions::Reply, Failure> {
        enter(|| match name {
            None => Ok(self.state.check_all()),
            Some(name) => self.state.ask(name.0),
        })
    }

    #[php(name = "completed")]
    pub(crate) fn completed(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| Ok(self.state.completed()))
    }

    #[php(name = "load")]
    pub(crate) fn load(
        &mut self,
        format: Bytes<'_>,
        depth: Bytes<'_>,
        body: Bytes<'_>,
    ) -> Result<TrueOrCode, Failure> {
        enter(|| self.state.load(format.0, depth.0, body.0).map(TrueOrCode))
    }

    #[php(name = "columns")]
    pub(crate) fn columns(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| {
            let names = self.answer().map(|answer| answer.response.columns());
            Ok(names.into_iter().flatten().map(text_zval).collect())
        })
    }

    #[php(name = "trailerCount")]
    pub(crate) fn trailer_count(&self) -> Result<Option<i64>, Failure> {
        guard(|| {
            let count = self
                .answer()
                .and_then(|answer| answer.response.trailer_count());
            Ok(count.and_then(|count| i64::try_from(count).ok()))
        })
    }

    #[php(name = "writeCsv")]
    pub(crate) fn write_csv(&mut self, path: Bytes<'_>) -> Result<TrueOrCode, Failure> {
        enter(|| Ok(TrueOrCode(self.state.write_csv(path.0))))
    }

    #[php(name = "kana")]
    pub(crate) fn kana(bytes: Bytes<'_>, encoding: Option<Bytes<'_>>) -> Result<Text, Failure> {
        guard(|| utility::kana(bytes.0, encoding.map(|name| name.0)))
    }

    #[php(name = "settings")]
    pub(crate) fn settings(path: Bytes<'_>) -> Result<Option<ZBox<ZendHashTable>>, Failure> {
        guard(|| Ok(utility::settings(path.0)))
    }

    #[php(name = "settingsPass")]
    pub(crate) fn settings_pass(check: Bytes<'_>, map: Map<'_>) -> Result<bool, Failure> {
        guard(|| utility::settings_pass(check.0, map))
    }

    #[php(name = "csvFields")]
    #[php(defaults(separator = Mark(","), envelope = Mark("\"")))]
    pub(crate) fn csv_fields(
        line: Bytes<'_>,
        separator: Mark<'_>,
        envelope: Mark<'_>,
    ) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| utility::csv_fields(line.0, separator, envelope))
    }

    #[php(name = "urlEncode")]
    pub(crate) fn url_encode(fields: Map<'_>, mask: bool) -> Result<Text, Failure> {
        guard(|| utility::url_encoded(fields, mask))
    }

    #[php(name = "appendLog")]
    pub(crate) fn append_log(
        path: Bytes<'_>,
        class: Bytes<'_>,
        text: Bytes<'_>,
    ) -> Result<bool, Failure> {
        guard(|| Ok(utility::append_log(path.0, class.0, text.0)))
    }

    #[php(name = "toUtf8")]
    pub(crate) fn to_utf8(encoding: Bytes<'_>, bytes: Bytes<'_>) -> Result<Text, Failure> {
        guard(|| {
            Ok(Text::new(
                utility::encoding(encoding.0)?.to_utf8_bytes(bytes.0),
            ))
        })
    }

    #[php(name = "fromUtf8")]
    pub(crate) fn from_utf8(encoding: Bytes<'_>, bytes: Bytes<'_>) -> Result<Text, Failure> {
        guard(|| {
            Ok(Text::new(
                utility::encoding(encoding.0)?.from_utf8_bytes(bytes.0).0,
            ))
        })
    }

    #[php(name = "transmit")]
    pub(crate) fn transmit(
        settings: Map<'_>,
        fields: Map<'_>,
    ) -> Result<ZBox<ZendHashTable>, Failure> {
        enter(|| utility::transmit(settings, fields))
    }

    /// Names only: values may be secrets.
    #[php(name = "__debugInfo")]
    pub(crate) fn debug_info(&self) -> ZBox<ZendHashTable> {
        self.state.debug_info()
    }
}
