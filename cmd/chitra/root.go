package main

// globals are the flags every verb knows.
type globals struct {
	DB      string `name:"db" placeholder:"DSN" help:"${g_db}"`
	Data    string `name:"data" placeholder:"DIR" help:"${g_data}"`
	Config  string `name:"config" placeholder:"FILE" help:"${g_config}"`
	KeyFile string `name:"key-file" placeholder:"FILE" help:"${g_key}"`
	As      string `name:"as" placeholder:"USER" help:"${g_as}"`
	Now     string `name:"now" placeholder:"TIME" help:"${g_now}"`
	Lang    string `name:"lang" placeholder:"vi|en" help:"${g_lang}"`
	JSON    bool   `name:"json" help:"${g_json}"`
}

// root is the whole command line: one field a verb.
type root struct {
	globals `embed:""`

	Init       initCmd       `cmd:"" help:"${init}"`
	User       userCmd       `cmd:"" help:"${user}"`
	Place      placeCmd      `cmd:"" help:"${place}"`
	Registry   registryCmd   `cmd:"" help:"${registry}"`
	List       listCmd       `cmd:"" help:"${list}"`
	Review     reviewCmd     `cmd:"" help:"${review}"`
	Policy     policyCmd     `cmd:"" help:"${policy}"`
	Payer      payerCmd      `cmd:"" help:"${payer}"`
	Batch      batchCmd      `cmd:"" help:"${batch}"`
	Account    accountCmd    `cmd:"" help:"${account}"`
	Payment    paymentCmd    `cmd:"" help:"${payment}"`
	Reissue    reissueCmd    `cmd:"" help:"${reissue}"`
	Suspension suspensionCmd `cmd:"" help:"${suspension}"`
	Bankfile   bankfileCmd   `cmd:"" help:"${bankfile}"`
	Result     resultCmd     `cmd:"" help:"${result}"`

	Reconcile reconcileCmd `cmd:"" help:"${reconcile}"`
	Exception exceptionCmd `cmd:"" help:"${exception}"`
	Report    reportCmd    `cmd:"" help:"${report}"`
	Audit     auditCmd     `cmd:"" help:"${audit}"`
	Night     nightCmd     `cmd:"" help:"${night}"`
	Synth     synthCmd     `cmd:"" help:"${synth}"`
	Demo      demoCmd      `cmd:"" help:"${demo}"`
	Version   versionCmd   `cmd:"" help:"${version}"`
}

type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"${user_add}"`
	Confirm userConfirmCmd `cmd:"" help:"${user_confirm}"`
	Disable userDisableCmd `cmd:"" help:"${user_disable}"`
	Token   userTokenCmd   `cmd:"" help:"${user_token}"`
	List    userListCmd    `cmd:"" help:"${user_list}"`
}

type placeCmd struct {
	Load placeLoadCmd `cmd:"" help:"${place_load}"`
}

type registryCmd struct {
	Load     registryLoadCmd     `cmd:"" help:"${registry_load}"`
	Delta    registryDeltaCmd    `cmd:"" help:"${registry_delta}"`
	Events   registryEventsCmd   `cmd:"" help:"${registry_events}"`
	List     registryListCmd     `cmd:"" help:"${registry_list}"`
	Show     registryShowCmd     `cmd:"" help:"${registry_show}"`
	Refused  registryRefusedCmd  `cmd:"" help:"${registry_refused}"`
	Person   registryPersonCmd   `cmd:"" help:"${registry_person}"`
	Request  registryRequestCmd  `cmd:"" help:"${registry_request}"`
	Requests registryRequestsCmd `cmd:"" help:"${registry_requests}"`
	Response registryResponseCmd `cmd:"" help:"${registry_response}"`
	Confirm  registryConfirmCmd  `cmd:"" help:"${registry_confirm}"`
}

type listCmd struct {
	Template listTemplateCmd `cmd:"" help:"${list_template}"`
	Import   listImportCmd   `cmd:"" help:"${list_import}"`
	Match    listMatchCmd    `cmd:"" help:"${list_match}"`
	Versions listVersionsCmd `cmd:"" help:"${list_versions}"`
	Show     listShowCmd     `cmd:"" help:"${list_show}"`
	Diff     listDiffCmd     `cmd:"" help:"${list_diff}"`
	Withdraw listWithdrawCmd `cmd:"" help:"${list_withdraw}"`
	Refused  listRefusedCmd  `cmd:"" help:"${list_refused}"`
	Stopped  listStoppedCmd  `cmd:"" help:"${list_stopped}"`
	Explain  listExplainCmd  `cmd:"" help:"${list_explain}"`
	Layout   layoutCmd       `cmd:"" help:"${layout}"`
	Heading  headingCmd      `cmd:"" help:"${heading}"`
	Fix      listFixCmd      `cmd:"" help:"${list_fix}"`
	Issues   listIssuesCmd   `cmd:"" help:"${list_issues}"`
	Accept   listAcceptCmd   `cmd:"" help:"${list_accept}"`
}

type layoutCmd struct {
	Test layoutTestCmd `cmd:"" help:"${layout_test}"`
	Add  layoutAddCmd  `cmd:"" help:"${layout_add}"`
	List layoutListCmd `cmd:"" help:"${layout_list}"`
	Show layoutShowCmd `cmd:"" help:"${layout_show}"`
}

type headingCmd struct {
	Learn  headingLearnCmd  `cmd:"" help:"${heading_learn}"`
	List   headingListCmd   `cmd:"" help:"${heading_list}"`
	Forget headingForgetCmd `cmd:"" help:"${heading_forget}"`
}

type reviewCmd struct {
	List     reviewListCmd     `cmd:"" help:"${review_list}"`
	Show     reviewShowCmd     `cmd:"" help:"${review_show}"`
	Decide   reviewDecideCmd   `cmd:"" help:"${review_decide}"`
	Confirm  reviewConfirmCmd  `cmd:"" help:"${review_confirm}"`
	Withdraw reviewWithdrawCmd `cmd:"" help:"${review_withdraw}"`
	History  reviewHistoryCmd  `cmd:"" help:"${review_history}"`
	Export   reviewExportCmd   `cmd:"" help:"${review_export}"`
	Import   reviewImportCmd   `cmd:"" help:"${review_import}"`
	Return   reviewReturnCmd   `cmd:"" help:"${review_return}"`
	Recheck  reviewRecheckCmd  `cmd:"" help:"${review_recheck}"`
	Plant    reviewPlantCmd    `cmd:"" help:"${review_plant}"`
	Quality  reviewQualityCmd  `cmd:"" help:"${review_quality}"`
}

type policyCmd struct {
	Show    policyShowCmd    `cmd:"" help:"${policy_show}"`
	List    policyListCmd    `cmd:"" help:"${policy_list}"`
	Set     policySetCmd     `cmd:"" help:"${policy_set}"`
	Confirm policyConfirmCmd `cmd:"" help:"${policy_confirm}"`
}

type payerCmd struct {
	Add     payerAddCmd     `cmd:"" help:"${payer_add}"`
	Confirm payerConfirmCmd `cmd:"" help:"${payer_confirm}"`
	List    payerListCmd    `cmd:"" help:"${payer_list}"`
	Profile payerProfileCmd `cmd:"" help:"${payer_newprofile}"`

	Delivery payerDeliveryCmd `cmd:"" help:"${payer_delivery}"`
}

type batchCmd struct {
	Build   batchBuildCmd   `cmd:"" help:"${batch_build}"`
	Submit  batchSubmitCmd  `cmd:"" help:"${batch_submit}"`
	Approve batchApproveCmd `cmd:"" help:"${batch_approve}"`
	Reject  batchRejectCmd  `cmd:"" help:"${batch_reject}"`
	Show    batchShowCmd    `cmd:"" help:"${batch_show}"`
	List    batchListCmd    `cmd:"" help:"${batch_list}"`
}

type paymentCmd struct {
	Show     paymentShowCmd     `cmd:"" help:"${payment_show}"`
	Withdraw paymentWithdrawCmd `cmd:"" help:"${payment_withdraw}"`
	Handback paymentHandbackCmd `cmd:"" help:"${handback}"`
}

type bankfileCmd struct {
	Write     bankfileWriteCmd     `cmd:"" help:"${bankfile_write}"`
	Check     bankfileCheckCmd     `cmd:"" help:"${bankfile_check}"`
	Sign      bankfileSignCmd      `cmd:"" help:"${bankfile_sign}"`
	Inquiry   bankfileInquiryCmd   `cmd:"" help:"${inquiry}"`
	Inquiries bankfileInquiriesCmd `cmd:"" help:"${inquiries}"`
	Deliver   bankfileDeliverCmd   `cmd:"" help:"${bankfile_deliver}"`
	Profile   profileCmd           `cmd:"" help:"${profile}"`
}

type profileCmd struct {
	List profileListCmd `cmd:"" help:"${profile_list}"`
	Show profileShowCmd `cmd:"" help:"${profile_show}"`
	Add  profileAddCmd  `cmd:"" help:"${profile_add}"`
	New  profileNewCmd  `cmd:"" help:"${profile_new}"`

	Confirm profileConfirmCmd `cmd:"" help:"${profile_confirm}"`
}

type resultCmd struct {
	Import      resultImportCmd      `cmd:"" help:"${result_import}"`
	Lines       resultLinesCmd       `cmd:"" help:"${result_lines}"`
	Pair        resultPairCmd        `cmd:"" help:"${result_pair}"`
	Correct     resultCorrectCmd     `cmd:"" help:"${result_correct}"`
	Confirm     resultConfirmCmd     `cmd:"" help:"${result_confirm}"`
	Corrections resultCorrectionsCmd `cmd:"" help:"${result_corrections}"`
}

type reportCmd struct {
	Coverage       reportCoverageCmd       `cmd:"" help:"${report_coverage}"`
	Reconciliation reportReconciliationCmd `cmd:"" help:"${report_reconciliation}"`
	Changes        reportChangesCmd        `cmd:"" help:"${report_changes}"`
	Exceptions     reportExceptionsCmd     `cmd:"" help:"${report_exceptions}"`
	YearEnd        reportYearEndCmd        `cmd:"" name:"year-end" help:"${report_year_end}"`
	Ledger         reportLedgerCmd         `cmd:"" help:"${report_ledger}"`
	CashList       reportCashCmd           `cmd:"" name:"cash-list" help:"${report_cash}"`
}

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"${audit_verify}"`
}
