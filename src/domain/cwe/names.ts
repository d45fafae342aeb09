/** The edition of the list below. */
export const cweEdition = "CWE-1003 4.9";

/**
 * Weaknesses of the view CWE-1003: number, English names and Japanese names. Numbers and English names are MITRE's, which rule; the Japanese
 * names are those that JPCERT/CC published with MITRE's leave (github.com/jpcertcc/cwe-1003-ja).
 */
export const cweNames = `
20#Improper Input Validation#不適切な入力確認; 不適切な入力検証
22#Improper Limitation of a Pathname to a Restricted Directory; Path Traversal#パストラバーサル; ディレクトリトラバーサル
59#Improper Link Resolution Before File Access; Link Following#ファイルにアクセスする時のリンク解釈が不適切; ファイルアクセス時のリンク解釈が不適切
74#Improper Neutralization of Special Elements in Output Used by a Downstream Component; Injection#インジェクション
77#Improper Neutralization of Special Elements used in a Command; Command Injection#コマンドインジェクション
78#Improper Neutralization of Special Elements used in an OS Command; OS Command Injection#OSコマンドインジェクション
79#Improper Neutralization of Input During Web Page Generation; Cross-site Scripting#クロスサイトスクリプティング
88#Improper Neutralization of Argument Delimiters in a Command; Argument Injection#引数インジェクション; アーギュメントインジェクション
89#Improper Neutralization of Special Elements used in an SQL Command; SQL Injection#SQLインジェクション
91#XML Injection; aka Blind XPath Injection#XMLインジェクション; ブラインドXPathインジェクション; XMLインジェクション（もしくはブラインドXPathインジェクション）
94#Improper Control of Generation of Code; Code Injection#コードインジェクション
116#Improper Encoding or Escaping of Output#出力に対する不適切なエンコード処理もしくはエスケープ処理; 
119#Improper Restriction of Operations within the Bounds of a Memory Buffer#バッファーエラー; メモリバッファ―エラー
120#Buffer Copy without Checking Size of Input; Classic Buffer Overflow#古典的バッファーオーバーフロー; バッファーオーバーフロー
125#Out-of-bounds Read#境界外読み取り
129#Improper Validation of Array Index#配列インデックスに対する不適切な検証
131#Incorrect Calculation of Buffer Size#バッファサイズの計算の誤り
134#Use of Externally-Controlled Format String#外部から制御可能な書式指定文字列の使用
178#Improper Handling of Case Sensitivity#大文字・小文字の扱いが（不適切|正しくない）; 大文字・小文字の違いに対する不適切な扱い
190#Integer Overflow or Wraparound#整数オーバーフローまたはラップアラウンド
191#Integer Underflow; Wrap or Wraparound#整数アンダーフロー
193#Off-by-one Error#(Off-by-one|オフバイワン)エラー; OBOE
200#Exposure of Sensitive Information to an Unauthorized Actor#情報漏えい; 認可されていないActor(への|へ)機微な情報の漏えい
203#Observable Discrepancy#セキュリティ関連の処理に対するレスポンスの違いに起因する情報漏えい
209#Generation of Error Message Containing Sensitive Information#エラーメッセージによる情報漏えい; 機微な情報を含むエラーメッセージの生成
212#Improper Removal of Sensitive Information Before Storage or Transfer#リソース内の機微な情報の消去が（不十分|不適切）
252#Unchecked Return Value#戻り値のチェック欠如; 戻り値の未チェック
269#Improper Privilege Management#不適切な権限管理
273#Improper Check for Dropped Privileges#権限削除の確認不備; 権限削除成否に対する（不十分|不適切）な確認
276#Incorrect Default Permissions#インストール時のファイルアクセス権の設定が（不適切｜不十分｜正しくない）; インストール時の（不適切な｜不十分な｜正しくない）ファイルアクセス権設定
281#Improper Preservation of Permissions#（不適切な｜不十分な｜正しくない）（アクセス権|パーミッション）の保持
287#Improper Authentication#不適切な認証
290#Authentication Bypass by Spoofing#スプーフィングによる認証回避; なりすましによる認証回避
294#Authentication Bypass by Capture-replay#Capture-replay による認証回避
295#Improper Certificate Validation#不正な証明書検証; 不適切な証明書検証
306#Missing Authentication for Critical Function#重要な機能に対する認証の欠如; クリティカルな機能に対する認証の欠如
307#Improper Restriction of Excessive Authentication Attempts#過度な認証試行の不適切な制限; 過度な認証試行に対する不適切な制限
311#Missing Encryption of Sensitive Data#重要(な)データに対する暗号化の欠如; 重要(な)データが暗号化されていない問題; 重要(な)データに対する暗号化の未実施
312#Cleartext Storage of Sensitive Information#重要(な)情報の平文保存
319#Cleartext Transmission of Sensitive Information#重要(な)情報の平文送信; 重要(な)情報を平文で送信
326#Inadequate Encryption Strength#不十分な暗号強度; 暗号強度が不十分; 暗号の強度不足
327#Use of a Broken or Risky Cryptographic Algorithm#解読される恐れの高い暗号アルゴリズムの使用; 非推奨暗号アルゴリズムの使用
330#Use of Insufficiently Random Values#予測可能な（ランダム値|乱数）の使用
331#Insufficient Entropy#エントロピー不足
335#Incorrect Usage of Seeds in Pseudo-Random Number Generator; PRNG#PRNG におけるシードの不正な使用; PRNG における不適切なシード管理
338#Use of Cryptographically Weak Pseudo-Random Number Generator; PRNG#暗号論的強度が不十分なPRNGの使用
345#Insufficient Verification of Data Authenticity#データの信頼性確認が不十分
346#Origin Validation Error#送信元・提供元の確認をしていない | 確認が不十分; オリジン確認エラー
347#Improper Verification of Cryptographic Signature#デジタル署名の（不適切な|不十分な）検証
352#Cross-Site Request Forgery; CSRF#クロスサイトリクエストフォージェリ
354#Improper Validation of Integrity Check Value#データ(完全性|整合性)の検証不備; データ(完全性|整合性)の検証が（不適切|不十分|正しくない）
362#Concurrent Execution using Shared Resource with Improper Synchronization; Race Condition#競合状態; リソースを共有する複数のコードが実行される際の同期処理が不適切; コードシーケンスによる不適切な排他制御
367#Time-of-check Time-of-use; TOCTOU Race Condition#Time-of-check Time-of-use (TOCTOU) 競合状態
369#Divide By Zero#ゼロ除算(エラー)
384#Session Fixation#セッション固定
400#Uncontrolled Resource Consumption#リソースの枯渇; 無制限なリソース消費
401#Missing Release of Memory after Effective Lifetime#(ライフタイム期限後の|有効なライフタイム後の）メモリ解放の欠如; 有効期間後のメモリ解放の欠如
404#Improper Resource Shutdown or Release#リソースの(不適切な|不十分な)(リリース|解放); リソースの不適切なシャットダウンまたはリリース
407#Inefficient Algorithmic Complexity#非効率なアルゴリズムの使用
415#Double Free#二重解放
416#Use After Free#解放済みメモリの使用
425#Direct Request; Forced Browsing#強制ブラウズ; 強制ブラウジング
426#Untrusted Search Path#信頼できない検索パス
427#Uncontrolled Search Path Element#ファイル検索パスの制御不備
428#Unquoted Search Path or Element#引用符で囲まれていない検索パス
434#Unrestricted Upload of File with Dangerous Type#アップロードするファイルの検証が不十分
436#Interpretation Conflict#異なる解釈に基づく異なる処理に起因する誤動作
444#Inconsistent Interpretation of HTTP Requests; HTTP Request Smuggling#HTTP リクエストスマグリング
459#Incomplete Cleanup#不完全なクリーンアップ
470#Use of Externally-Controlled Input to Select Classes or Code; Unsafe Reflection#安全ではないリフレクション
476#NULL Pointer Dereference#NULLポインタ参照
494#Download of Code Without Integrity Check#ダウンロードしたコードの完全性検証不備
502#Deserialization of Untrusted Data#信頼できないデータのデシリアライゼーション
521#Weak Password Requirements#不十分なパスワード強度
522#Insufficiently Protected Credentials#認証情報の不十分な保護
532#Insertion of Sensitive Information into Log File#ログファイルからの情報漏えい; ログファイルに含まれる機微な情報
552#Files or Directories Accessible to External Parties#外部からアクセス可能なファイルまたはディレクトリ
565#Reliance on Cookies without Validation and Integrity Checking#検証および完全性チェックを行っていない Cookie への依存; セキュリティ上重要な処理におけるCookieへの過度な依存; 未検証のCookieに依存した操作
601#URL Redirection to Untrusted Site; Open Redirect#オープンリダイレクト
610#Externally Controlled Reference to a Resource in Another Sphere#別領域リソースに対する外部からの制御可能な参照; 異なる領域に属するリソースに対する外部から制御可能な参照
611#Improper Restriction of XML External Entity Reference#XML 外部（エンティティ|実体）参照（XXE）の不適切な制限
613#Insufficient Session Expiration#不適切なセッション期限(設定); セッション期限の設定が不適切
617#Reachable Assertion#意図的に発生可能なアサーション違反; アサーション違反が意図的に発生可能
639#Authorization Bypass Through User-Controlled Key#ユーザ識別情報操作による権限チェック回避
640#Weak Password Recovery Mechanism for Forgotten Password#パスワードを忘れた場合の脆弱なパスワードリカバリの仕組み; 脆弱なパスワードリカバリ
662#Improper Synchronization#不適切な同期処理; 共有リソースに対する不適切な同期処理
665#Improper Initialization#（不十分な|不適切な）初期化
667#Improper Locking#リソースに対する不適切なロック(処理)
668#Exposure of Resource to Wrong Sphere#誤った領域へのリソースの漏えい
669#Incorrect Resource Transfer Between Spheres#異なる領域間での不適切なリソースの移動
670#Always-Incorrect Control Flow Implementation#常に正しくない制御フローとなる実装; 実装誤りによる恒常的な制御フローの不備
672#Operation on a Resource after Expiration or Release#有効期限（後l切れ）または解放後のリソースに対する操作
674#Uncontrolled Recursion#不適切な再帰制御
681#Incorrect Conversion between Numeric Types#数値型間の変換の誤り
682#Incorrect Calculation#計算の誤り
697#Incorrect Comparison#不適切な比較
704#Incorrect Type Conversion or Cast#正しくない型変換またはキャスト; 型変換またはキャストの誤り; 不正な型変換またはキャスト
706#Use of Incorrectly-Resolved Name or Reference#誤って解決された名前や参照の使用
732#Incorrect Permission Assignment for Critical Resource#重要なリソースに対する（不適切な｜不十分な｜正しくない）（アクセス権|パーミッション）の割り当て
754#Improper Check for Unusual or Exceptional Conditions#例外的状況に対する確認が（不十分|不適切）; 例外的状況発生に対する確認が（不十分|不適切）
755#Improper Handling of Exceptional Conditions#例外的な状態における不適切な処理; 例外的な状況に対する処理が不適切
763#Release of Invalid Pointer or Reference#メモリ解放用関数の正しくない使用
770#Allocation of Resources Without Limits or Throttling#制限または調整なしのリソースの割り当て
772#Missing Release of Resource after Effective Lifetime#(ライフタイム期限後の|有効なライフタイム後の）リソース解放の欠如; 有効期間後のリソース解放の欠如
776#Improper Restriction of Recursive Entity References in DTDs; XML Entity Expansion#DTDの再帰的なエンティティ参照の不適切な制限; XMLエンティティ拡張インジェクション
787#Out-of-bounds Write#境界外書き込み
798#Use of Hard-coded Credentials#ハードコードされた認証情報の使用
824#Access of Uninitialized Pointer#初期化していないポインタ(への|の|へ)アクセス
829#Inclusion of Functionality from Untrusted Control Sphere#信頼できない制御領域からの機能の組み込み
834#Excessive Iteration#過度な(ループ|反復)(処理|回数); ループ回数の制限が（不十分|不適切）; ループ回数制限の欠如
835#Loop with Unreachable Exit Condition; Infinite Loop#無限ループ; 終了条件に到達しないループ
838#Inappropriate Encoding for Output Context#出力コンテキストに対する不適切なエンコード処理; 
843#Access of Resource Using Incompatible Type; Type Confusion#型の取り違え
862#Missing Authorization#権限チェックの欠如
863#Incorrect Authorization#（不適切な|不十分な|正しくない）権限チェック; 認可処理が（不適切な|不十分な|正しくない）; （認可処理|権限設定）の不備
908#Use of Uninitialized Resource#初期化されていないリソースの使用
909#Missing Initialization of Resource#リソースの初期化の欠如
913#Improper Control of Dynamically-Managed Code Resources#動的に変更可能なコードリソースの（不適切な|不十分な）制御
916#Use of Password Hash With Insufficient Computational Effort#強度が不十分なパスワードハッシュの使用; パスワードハッシュの強度が不十分
917#Improper Neutralization of Special Elements used in an Expression Language Statement; Expression Language Injection#式言語インジェクション; EL式インジェクション
918#Server-Side Request Forgery; SSRF#サーバサイドリクエストフォージェリ
920#Improper Restriction of Power Consumption#(電力消費|消費電力）の（不適切な|不十分な）な制限
922#Insecure Storage of Sensitive Information#重要な情報のセキュアでない格納; 機微な情報に対するアクセス権設定の不備; 保存された機微な情報に対するアクセス権設定の不備
924#Improper Enforcement of Message Integrity During Transmission in a Communication Channel#通信チャネルで送受信するメッセージに対する完全性の検証不備
1021#Improper Restriction of Rendered UI Layers or Frames#レンダリングされたユーザインターフェースレイヤまたはフレームの不適切な制限
1188#Insecure Default Initialization of Resource#リソースの安全ではない値への初期化; 安全ではない値を用いたリソースの初期化
1236#Improper Neutralization of Formula Elements in a CSV File#CSVファイルインジェクション; 数式インジェクション; CSVファイル内の数式インジェクション
1284#Improper Validation of Specified Quantity in Input#数値の入力に対する不適切な検証
1321#Improperly Controlled Modification of Object Prototype Attributes; Prototype Pollution#プロトタイプ汚染
1333#Inefficient Regular Expression Complexity#非効率な正規表現の使用
`;
