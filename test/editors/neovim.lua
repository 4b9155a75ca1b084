-- Attaches the server as docs/editors/neovim.md says, waits for what it tells, and writes it as JSON.
local root = os.getenv("OBSERVABILITY_TEST_ROOT")
local answer_file = os.getenv("OBSERVABILITY_TEST_ANSWER")
local options = {
	name = "observability",
	cmd = { os.getenv("OBSERVABILITY_TEST_NODE"), root .. "/bin/observability.mjs", "lsp", "--stdio" },
	root_dir = vim.fn.getcwd(),
}
local buffer = vim.api.nvim_get_current_buf()
-- Neovim 0.7 has no vim.lsp.start.
local client_id
if vim.lsp.start then
	client_id = vim.lsp.start(options, { bufnr = buffer })
else
	client_id = vim.lsp.start_client(options)
	vim.lsp.buf_attach_client(buffer, client_id)
end

local function position_of(text, offset)
	for index, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
		local column = line:find(text, 1, true)
		if column then return { line = index - 1, character = column - 1 + offset } end
	end
end

local function ask(method, position)
	local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = position }
	local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
	for _, answer in pairs(answers or {}) do return answer.result end
end

local function messages()
	return vim.tbl_map(function(diagnostic)
		return { code = diagnostic.code, line = diagnostic.lnum }
	end, vim.diagnostic.get(buffer))
end

vim.wait(15000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)
local answer = {
	diagnostics = messages(),
	completion = {},
	hover = ask("textDocument/hover", position_of("rate(", 1)),
}
local completion = ask("textDocument/completion", position_of("histogram_qua", 13))
for _, item in ipairs(completion and (completion.items or completion) or {}) do
	table.insert(answer.completion, item.label)
end
local encode = vim.json and vim.json.encode or vim.fn.json_encode
vim.fn.writefile({ encode(answer) }, answer_file)
vim.lsp.stop_client(client_id)
vim.wait(3000, function() return vim.lsp.get_client_by_id(client_id) == nil end, 50)
vim.cmd("qall!")
